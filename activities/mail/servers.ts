import { unseal } from '../../config/secret.ts';
import type { MailboxRow } from '../../db/mailboxes.ts';
import type { MailServer } from '../../db/schema.ts';
import { accessTokenOf } from './access-token.ts';
import type { MailDependencies } from './dependencies.ts';

export interface MailAccess extends MailServer {
  /** A password, or an access token of this mailbox (XOAUTH2). */
  credential: { password: string } | { accessToken: string; mailbox: string };
  /** On this machine, nobody listens on the line: no TLS asked for. */
  isLocal: boolean;
}

/**
 * Where and how to reach a mailbox's servers. With OAuth this may take a refresh of its token.
 * @throws where its password was sealed with another key, and TokenError where there is no token.
 */
export async function mailServersOf(
  deps: Pick<MailDependencies, 'db' | 'services' | 'demoMail'>,
  tenant: string,
  mailbox: Pick<MailboxRow, 'id' | 'address' | 'language' | 'imap' | 'smtp' | 'secret' | 'oauth'>,
): Promise<{ imap: MailAccess; smtp: MailAccess }> {
  const { services, demoMail } = deps;
  if (demoMail) {
    const credential = { password: demoMail.password };
    const demo = { host: '127.0.0.1', secure: false, user: mailbox.address, credential, isLocal: true };
    return { imap: { ...mailbox.imap, ...demo, port: demoMail.imapPort }, smtp: { ...mailbox.smtp, ...demo, port: demoMail.smtpPort } };
  }
  const credential = mailbox.oauth
    ? { accessToken: await accessTokenOf(deps, tenant, { ...mailbox, oauth: mailbox.oauth }), mailbox: mailbox.id }
    : { password: unseal(services.secretKey, mailbox.secret) };
  const access = (server: MailServer): MailAccess => ({ ...server, credential, isLocal: isLoopback(server.host) });
  return { imap: access(mailbox.imap), smtp: access(mailbox.smtp) };
}

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.');
