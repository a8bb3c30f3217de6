import { type Static, Type } from 'typebox';
import { envSchema } from 'env-schema';

/** Every variable that the product reads. The description is what an administrator is told when a value is wrong. */
const schema = Type.Object({
  DATABASE_URL: Type.String({
    pattern: '^postgres(ql)?://',
    description: 'the database for the application role, e.g. postgres://vorgang_app:PASSWORD@host:5432/vorgang',
  }),
  TEMPORAL_ADDRESS: Type.String({
    pattern: '^[^/\\s]+:\\d+$',
    default: '127.0.0.1:7233',
    description: 'host:port of the Temporal frontend',
  }),
  TEMPORAL_NAMESPACE: Type.String({ minLength: 1, default: 'vorgang', description: 'the Temporal namespace' }),
  APP_URL: Type.String({
    pattern: '^https?://[^/\\s]+(/.*)?$',
    description: 'the public address of the app, e.g. https://service.company.com; links in mails begin with it',
  }),
  HOST: Type.String({ minLength: 1, default: '127.0.0.1', description: 'the address that the API listens on; 0.0.0.0 for all' }),
  PORT: Type.Integer({ minimum: 0, maximum: 65535, default: 8080, description: 'the port that the API listens on' }),
  WORKER_PORT: Type.Integer({
    minimum: 0,
    maximum: 65535,
    default: 8081,
    description: "the port of the worker's health and metrics pages",
  }),
  SECRET_KEY: Type.String({
    minLength: 32,
    description:
      'at least 32 random characters (openssl rand -hex 32); encrypts mailbox passwords and signs tokens: keep it as long as the data',
  }),
  LOG_LEVEL: Type.Enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
    default: 'info',
    description: 'fatal, error, warn, info, debug, trace or silent',
  }),
  DNS_SERVERS: Type.Optional(
    Type.String({
      pattern: '^(system|[0-9a-fA-F.:]+(,\\s*[0-9a-fA-F.:]+)*)$',
      description:
        "who looks names up to check SPF, DKIM and DMARC of mail that the mail server did not check: `system`, or addresses of name servers; without it only the mail server's own checks count",
    }),
  ),
  METRICS_TOKEN: Type.Optional(
    Type.String({
      minLength: 16,
      description: 'at least 16 characters that Prometheus sends as its bearer token to /metrics; without it /metrics does not exist',
    }),
  ),
  WORKFLOW_BUNDLE: Type.Optional(
    Type.String({
      minLength: 1,
      description: 'the bundled workflow code that `npm run build` made; without it each worker bundles for itself',
    }),
  ),
  SMTP_PATIENCE: Type.Integer({
    minimum: 1,
    maximum: 540,
    default: 300,
    description: 'seconds that a mail server may take to answer the end of a mail; then nobody knows whether it went out',
  }),
  DEMO_MAIL: Type.Optional(
    Type.String({
      pattern: '^\\d+:\\d+:\\S+$',
      description: "the demo's mail server on this machine, SMTP-PORT:IMAP-PORT:MASTER-PASSWORD; never in production",
    }),
  ),
  DEMO_ACCOUNTS: Type.Optional(
    Type.String({
      pattern: '^\\[.*\\]$',
      description: "the demo's accounts as JSON, for its sign-in page; counts only beside DEMO_MAIL",
    }),
  ),
});

/** What the API and the worker are started with. */
export interface Config {
  /** Of the application role, which owns nothing and is under row-level security. */
  databaseUrl: string;
  temporal: { address: string; namespace: string };
  /** Public address without a slash at the end. */
  appUrl: string;
  host: string;
  /** 0: any free one. */
  port: number;
  workerPort: number;
  secretKey: string;
  /** Seconds that a mail server may take to answer the end of a mail. */
  smtpPatience: number;
  /** Path of the bundled workflow code; null: the worker bundles it at its start. */
  workflowBundle: string | null;
  logLevel: Static<typeof schema>['LOG_LEVEL'];
  /** `system` or addresses of name servers; absent: senders are not checked by us. */
  dnsServers?: string;
  /** Opens /metrics; absent: nobody reads them. */
  metricsToken?: string;
  /**
   * The demo's mail server on 127.0.0.1, or null in production. When it is there, the post office page is shown and mail goes nowhere
   * else. The password opens every mailbox by its address.
   */
  demoMail: { smtpPort: number; imapPort: number; password: string } | null;
  /** What the demo's sign-in page offers with one click; absent in production. */
  demoAccounts?: DemoAccount[];
}

export interface DemoAccount {
  name: string;
  email: string;
  password: string;
  roles: string[];
  /** In a few English words, e.g. `agent, first level`. */
  role: string;
}

/**
 * Reads the configuration. Empty variables count as absent.
 * @throws one error that names every fault and its remedy
 */
export function readEnvironment(env: NodeJS.ProcessEnv = process.env): Config {
  const values = validate(schema, env);
  return {
    databaseUrl: values.DATABASE_URL,
    temporal: { address: values.TEMPORAL_ADDRESS, namespace: values.TEMPORAL_NAMESPACE },
    appUrl: values.APP_URL.replace(/\/+$/, ''),
    host: values.HOST,
    port: values.PORT,
    workerPort: values.WORKER_PORT,
    secretKey: values.SECRET_KEY,
    smtpPatience: values.SMTP_PATIENCE,
    workflowBundle: values.WORKFLOW_BUNDLE ?? null,
    logLevel: values.LOG_LEVEL,
    ...(values.DNS_SERVERS ? { dnsServers: values.DNS_SERVERS } : {}),
    ...(values.METRICS_TOKEN ? { metricsToken: values.METRICS_TOKEN } : {}),
    demoMail: values.DEMO_MAIL ? readDemoMail(values.DEMO_MAIL) : null,
    ...(values.DEMO_MAIL && values.DEMO_ACCOUNTS ? { demoAccounts: JSON.parse(values.DEMO_ACCOUNTS) as DemoAccount[] } : {}),
  };
}

const ownerSchema = Type.Object({
  DATABASE_OWNER_URL: Type.String({
    pattern: '^postgres(ql)?://',
    description: 'the database for its owner, who makes tables and roles, e.g. postgres://postgres:PASSWORD@host:5432/vorgang',
  }),
  DATABASE_URL: schema.properties.DATABASE_URL,
});

/**
 * What `npm run migrate` needs: the owner's address, and the application's, whose password the application role gets.
 * @throws one error that names every fault and its remedy
 */
export function readMigrationEnvironment(env: NodeJS.ProcessEnv = process.env): { ownerUrl: string; appPassword: string } {
  const values = validate(ownerSchema, env);
  return { ownerUrl: values.DATABASE_OWNER_URL, appPassword: decodeURIComponent(new URL(values.DATABASE_URL).password) };
}

export function validate<T extends Type.TObject<Record<string, Type.TSchema & { description?: string }>>>(
  wanted: T,
  env: NodeJS.ProcessEnv,
): Static<T> {
  const data = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const faults: Fault[] = [];
  try {
    return envSchema<Static<T>>({ schema: wanted, data, env: false });
  } catch (error) {
    const found = (error as { errors?: Fault[] }).errors;
    if (!found) throw error;
    faults.push(...found);
  }
  const lines = faults.map(({ instancePath, params }) => {
    const name = params.missingProperty ?? instancePath.slice(1);
    const fault = data[name] === undefined ? 'is missing' : 'is not valid';
    return `  ${name} ${fault}: ${wanted.properties[name]?.description}`;
  });
  const listed = [...new Set(lines)].join('\n');
  throw new Error(`The configuration has faults. Set these environment variables and start again:\n${listed}`);
}

interface Fault {
  instancePath: string;
  params: { missingProperty?: string };
}

function readDemoMail(text: string): Config['demoMail'] {
  const [, smtpPort, imapPort, password = ''] = /^(\d+):(\d+):(.*)$/.exec(text) ?? [];
  return { smtpPort: Number(smtpPort), imapPort: Number(imapPort), password };
}
