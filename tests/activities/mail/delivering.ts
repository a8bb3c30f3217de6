import { createTransport } from 'nodemailer';
import type SMTPTransport from 'nodemailer/lib/smtp-transport/index.js';
import { type Delivery, startDelivery } from '../../../activities/mail/delivery/server.ts';
import type { DeliveryConfig } from '../../../config/delivery.ts';
import type { Setting } from './setting.ts';

/** Takes mail by both protocols on ports of its own. */
export function startDelivering({ deps }: Pick<Setting, 'deps'>, config: Partial<DeliveryConfig> = {}): Promise<Delivery> {
  return startDelivery(deps, {
    smtpPort: 0,
    lmtpPort: 0,
    host: '127.0.0.1',
    name: 'mx.shop.example',
    largestMail: 1024 * 1024,
    connections: 20,
    tls: null,
    ...config,
  });
}

export interface Outcome {
  /** The server's answer, or the code with which it refused the whole mail. */
  answer: string;
  rejected: string[];
}

/** Hands a mail over as another mail server does. Never throws: a refusal is an outcome. */
export async function handOver(
  port: number | null,
  raw: string | Buffer,
  { to, from = 'anna@kunden.example', lmtp = false }: { to: string[]; from?: string; lmtp?: boolean },
): Promise<Outcome> {
  const options: SMTPTransport.Options = { host: '127.0.0.1', port: port ?? 0, secure: false, tls: { rejectUnauthorized: false }, lmtp };
  const transport = createTransport(options);
  try {
    const info = await transport.sendMail({ raw, envelope: { from, to } });
    return { answer: info.response, rejected: info.rejected.map(String) };
  } catch (error) {
    const { responseCode, code, rejected } = error as { responseCode?: number; code?: string; rejected?: string[] };
    return { answer: String(responseCode ?? code), rejected: rejected ?? [] };
  } finally {
    transport.close();
  }
}
