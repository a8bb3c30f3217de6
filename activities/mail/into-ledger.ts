import { createHash } from 'node:crypto';
import { asTenant } from '../../db/client.ts';
import { decideInbound, insertInbound } from '../../db/inbound-mail.ts';
import { recordDifferences } from '../../db/mail-differences.ts';
import { advanceFolder } from '../../db/mailbox-folders.ts';
import type { MailDependencies } from './dependencies.ts';
import type { Fetched } from './fetch-mails.ts';
import { headerFacts } from './raw-header.ts';
import type { Reading } from './reading.ts';

/**
 * Commits mails to the ledger, with how far the folder is read; only then they are marked as seen and handed on.
 * @param upTo the folder is read up to this UID. `refused`: the server has them and does not give them; they are told of and tried again later.
 * @returns how many rows are new.
 */
export async function intoLedger(
  { db, log }: MailDependencies,
  reading: Reading,
  { mails: fetched, refused = [], upTo, reread }: { mails: Fetched[]; refused?: number[]; upTo: number; reread: boolean },
): Promise<number> {
  const { client, tenant, key } = reading;
  const { mailbox, folder, uidValidity } = key;
  const mails = fetched.map((mail) => ({ ...mail, ...headerFacts(mail.raw) }));
  const rows = await asTenant(db, tenant, async (trx) => {
    const inserted = await insertInbound(
      trx,
      mails.map(({ uid, raw, size, messageId, sender }) => ({
        mailbox,
        folder,
        uid_validity: String(uidValidity),
        uid,
        sha256: createHash('sha256').update(raw).digest('hex'),
        message_id: messageId,
        // So that what is never decided has a name; the filters read it anew.
        sender: sender.replaceAll('\0', '').slice(0, 320) || null,
        size,
        raw,
        reread,
      })),
    );
    for (const { id, uid } of inserted) {
      const fault = mails.find((mail) => mail.uid === uid)?.fault;
      if (fault) await decideInbound(trx, id, { verdict: 'failed', reason: fault, detail: { uid } });
    }
    await recordDifferences(trx, key, refused);
    await advanceFolder(trx, key, upTo);
    return inserted;
  });
  // Only now: a mark that fails costs nothing, one without a row would lose the mail.
  const seen = mails.map((mail) => mail.uid);
  if (seen.length > 0) {
    await client
      .messageFlagsAdd(seen, ['\\Seen'], { uid: true })
      .catch((error: unknown) =>
        log.warn({ mailbox, code: (error as { code?: string }).code ?? '' }, 'Mails could not be marked as seen.'),
      );
  }
  for (const { id, uid } of rows) {
    const mail = mails.find((one) => one.uid === uid);
    if (mail && !mail.fault) await reading.onLedger({ id, sender: mail.sender });
  }
  return rows.length;
}
