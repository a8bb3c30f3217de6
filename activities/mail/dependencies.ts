import type { DNSResolver } from 'mailauth';
import type { Db } from '../../db/client.ts';
import type { Services } from '../work.ts';

/** What the mail activities are given when the worker starts. */
export interface MailDependencies {
  db: Db;
  services: Services;
  /** The demo's own mail server on 127.0.0.1: where it is set, mail comes from there and goes nowhere else. Null in production. */
  demoMail: { smtpPort: number; imapPort: number; password: string } | null;
  /** Looks names up to check senders whom the mail server did not check; absent: nobody is checked by us. */
  resolver?: DNSResolver;
  /** Delivers a committed event to its request's workflow (workflows/deliver.ts). A failure loses nothing: the sweeper delivers again. */
  deliver(event: { tenant: string; request: string; event: string }): Promise<unknown>;
  /** Codes and row ids only. */
  log: { warn(fields: Record<string, unknown>, message: string): void };
}
