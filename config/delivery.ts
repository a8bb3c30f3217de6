import { readFileSync } from 'node:fs';
import { Type } from 'typebox';
import { validate } from './environment.ts';

const Port = (way: string) =>
  Type.Optional(
    Type.Integer({ minimum: 1, maximum: 65_535, description: `the port on which mail is taken by ${way}; without it nobody listens` }),
  );

const schema = Type.Object({
  DELIVERY_SMTP_PORT: Port('SMTP'),
  DELIVERY_LMTP_PORT: Port('LMTP, from a mail server of your own that has checked it'),
  DELIVERY_HOST: Type.String({ minLength: 1, default: '127.0.0.1', description: 'the address that mail is taken on; 0.0.0.0 for all' }),
  DELIVERY_NAME: Type.String({
    pattern: '^[A-Za-z0-9.-]{1,253}$',
    default: 'localhost',
    description: 'how this server calls itself, as its certificate and the MX record do: mx.company.com',
  }),
  DELIVERY_LARGEST: Type.Integer({ minimum: 1, maximum: 100, default: 40, description: 'megabytes that a mail may have, 1 to 100' }),
  DELIVERY_CONNECTIONS: Type.Integer({
    minimum: 1,
    maximum: 1000,
    default: 50,
    description: 'how many servers may hand mail over at the same time, 1 to 1000',
  }),
  DELIVERY_CERTIFICATE: Type.Optional(
    Type.String({ description: 'the file of the certificate with its chain, PEM; with it STARTTLS is offered' }),
  ),
  DELIVERY_KEY: Type.Optional(Type.String({ description: "the file of the certificate's key, PEM" })),
});

export interface DeliveryConfig {
  /** Null: nobody listens. */
  smtpPort: number | null;
  lmtpPort: number | null;
  host: string;
  name: string;
  /** Bytes. */
  largestMail: number;
  connections: number;
  tls: { cert: Buffer; key: Buffer } | null;
}

/** What direct delivery is started with, beside what every process has. @throws one error that names every fault and its remedy. */
export function readDeliveryEnvironment(env: NodeJS.ProcessEnv = process.env): DeliveryConfig {
  const values = validate(schema, env);
  const { DELIVERY_SMTP_PORT: smtpPort = null, DELIVERY_LMTP_PORT: lmtpPort = null } = values;
  if (smtpPort === null && lmtpPort === null) {
    throw new Error('Set DELIVERY_SMTP_PORT or DELIVERY_LMTP_PORT: without a port no mail is taken by direct delivery.');
  }
  return {
    smtpPort,
    lmtpPort,
    host: values.DELIVERY_HOST,
    name: values.DELIVERY_NAME,
    largestMail: values.DELIVERY_LARGEST * 1024 * 1024,
    connections: values.DELIVERY_CONNECTIONS,
    tls: tlsOf(values.DELIVERY_CERTIFICATE, values.DELIVERY_KEY),
  };
}

function tlsOf(certificate: string | undefined, key: string | undefined): DeliveryConfig['tls'] {
  if (certificate === undefined && key === undefined) return null;
  if (certificate === undefined || key === undefined) throw new Error('Set DELIVERY_CERTIFICATE and DELIVERY_KEY together, or neither.');
  return { cert: readFileSync(certificate), key: readFileSync(key) };
}
