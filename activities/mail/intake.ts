import { asTenant } from '../../db/client.ts';
import { lockUndecided, originalOf, readInbound, recordIntakeFailure } from '../../db/inbound-mail.ts';
import { ownMailboxes } from '../../db/mailboxes.ts';
import { authenticationOf } from '../../domain/mail/authentication.ts';
import { classifyMail } from '../../domain/mail/filter.ts';
import { parseMail } from '../../domain/mail/parse.ts';
import type { Authentication } from '../../domain/mail/types.ts';
import { checkSender } from './check-sender.ts';
import type { MailDependencies } from './dependencies.ts';
import type { TakenIn } from './mail-in-hand.ts';
import { readMail, settleMail } from './settle-mail.ts';

export type IntakeDependencies = Pick<MailDependencies, 'db' | 'services' | 'resolver' | 'deliver' | 'log'>;

/**
 * Judges one mail of the ledger and writes what follows, in one transaction; then delivers its event. Safe to repeat: a decided row stays as it
 * is. Never throws because of the mail: what cannot be taken in is noted in its row, tried again by the sweeper and shown as failed after three tries.
 */
export async function takeIn(deps: IntakeDependencies, tenant: string, inboundMail: string): Promise<void> {
  let taken: TakenIn | null;
  try {
    taken = await decide(deps, tenant, inboundMail, await checked(deps, tenant, inboundMail));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const text = error instanceof Error ? `${error.name} ${code}: ${error.message}` : String(error);
    const isFailed = await asTenant(deps.db, tenant, (trx) => recordIntakeFailure(trx, inboundMail, text.slice(0, 1000)));
    deps.log.warn({ inboundMail, code, isFailed }, 'A mail could not be taken in; its row in inbound_mail says why.');
    return;
  }
  if (!taken?.request || !taken.event) return;
  try {
    await deps.deliver({ tenant, request: taken.request, event: taken.event });
  } catch (error) {
    deps.log.warn(
      { request: taken.request, event: taken.event, error: error instanceof Error ? error.name : 'unknown' },
      'Event saved, not delivered yet.',
    );
  }
}

/** Before the transaction, for it may ask name servers; null where we do not check, or our mail server did. */
async function checked({ db, resolver }: IntakeDependencies, tenant: string, id: string): Promise<Authentication | null> {
  if (resolver === undefined) return null;
  const [row, mailboxes] = await asTenant(db, tenant, async (trx) => [await readInbound(trx, id), await ownMailboxes(trx)]);
  if (!row || row.verdict !== null) return null;
  const original = originalOf(row);
  const mail = await parseMail(original);
  const { authservId } = mailboxes.find((one) => one.id === row.mailbox)?.imap ?? {};
  return authenticationOf(mail, authservId) ?? checkSender(original, mail, resolver);
}

/** The row is locked while its mail is parsed: milliseconds, and nobody else has to do with it. */
async function decide(
  { db, services }: IntakeDependencies,
  tenant: string,
  id: string,
  sender: Authentication | null,
): Promise<TakenIn | null> {
  return asTenant(db, tenant, async (trx, { commitWith }) => {
    const row = await lockUndecided(trx, tenant, id);
    if (!row) return null;
    const read = await readMail(trx, services, row, sender);
    return settleMail(trx, { ...read, verdict: classifyMail(read.mail, read.known), key: `inbound:${id}` }, commitWith);
  });
}
