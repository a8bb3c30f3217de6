import { unseal } from '../../config/secret.ts';
import type { MailboxRow } from '../../db/mailboxes.ts';
import type { MailServer } from '../../db/schema.ts';
import type { MailDependencies } from './dependencies.ts';

export interface MailAccess extends MailServer {
  password: string;
  /** On this machine, nobody listens on the line: no TLS asked for. */
  isLocal: boolean;
}

/**
 * Where and how to reach a mailbox's servers.
 * @throws where its password was sealed with another key.
 */
export function mailServersOf(
  { services, demoMail }: Pick<MailDependencies, 'services' | 'demoMail'>,
  mailbox: Pick<MailboxRow, 'address' | 'imap' | 'smtp' | 'secret'>,
): { imap: MailAccess; smtp: MailAccess } {
  if (demoMail) {
    const demo = { host: '127.0.0.1', secure: false, user: mailbox.address, password: demoMail.password, isLocal: true };
    return { imap: { ...mailbox.imap, ...demo, port: demoMail.imapPort }, smtp: { ...mailbox.smtp, ...demo, port: demoMail.smtpPort } };
  }
  const password = unseal(services.secretKey, mailbox.secret);
  const access = (server: MailServer): MailAccess => ({ ...server, password, isLocal: isLoopback(server.host) });
  return { imap: access(mailbox.imap), smtp: access(mailbox.smtp) };
}

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.');
