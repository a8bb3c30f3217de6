import { asTenant } from '../../db/client.ts';
import { recordDifferences } from '../../db/mail-differences.ts';
import { advanceFolder, noteFolder, unknownUids } from '../../db/mailbox-folders.ts';
import { inUidSet } from '../../domain/mail/uid-set.ts';
import { folderToRead } from './begin-folder.ts';
import type { MailDependencies } from './dependencies.ts';
import { batchesOf, fetchMails, searchUids, type Sized, sizesOf } from './fetch-mails.ts';
import { intoLedger } from './into-ledger.ts';
import type { Reading } from './reading.ts';

/** One statement and one commit for so many; more cost memory and win nothing. */
const mailsAtOnce = 50;
/** So often a connection may break at one and the same mail; then the others come first. */
const mostTries = 3;

/**
 * Brings the ledger up to the folder: every UID above the last one, ascending, in batches: fetch, commit, then mark as seen. Whatever breaks
 * in between, the next call goes on behind the last commit.
 */
export async function readFolder(deps: MailDependencies, reading: Reading): Promise<void> {
  const { db } = deps;
  const { client, tenant, key } = reading;
  const state = await folderToRead(deps, reading);
  const last = Number(state.last_uid);
  // `n:*` always names the newest mail too, even below n.
  const found = (await searchUids(client, { uid: `${last + 1}:*` })).filter((uid) => uid > last);
  const end = found.at(-1);
  if (end !== undefined) {
    const isBefore = inUidSet(state.before_uids);
    const fresh = last === 0 ? await asTenant(db, tenant, (trx) => unknownUids(trx, key, found)) : found;
    const uids = fresh.filter((uid) => !isBefore(uid));
    let tries = state.tries;
    for (let at = 0; at < uids.length; at += 500) {
      for (const part of batchesOf(await sizesOf(client, uids.slice(at, at + 500)), tries > 0 ? 1 : mailsAtOnce)) {
        if (reading.signal.aborted) return;
        const { mails, refused } = await fetchOrTell(deps, reading, part, tries);
        await intoLedger(deps, reading, { mails, refused, upTo: part.at(-1)?.uid ?? 0, reread: state.reread });
        tries = 0;
      }
    }
    await asTenant(db, tenant, (trx) => advanceFolder(trx, key, end));
  }
  if (state.reread) await asTenant(db, tenant, (trx) => noteFolder(trx, key, { reread: false }));
}

/** A mail at which every connection breaks is told of and tried again later, behind all others (settle-differences.ts). */
async function fetchOrTell({ db }: MailDependencies, { client, tenant, key }: Reading, part: Sized[], tries: number) {
  try {
    return await fetchMails(client, part);
  } catch (error) {
    const [only] = part;
    await asTenant(db, tenant, async (trx) => {
      if (only === undefined || part.length > 1 || tries + 1 < mostTries) return noteFolder(trx, key, { tries: tries + 1 });
      await recordDifferences(trx, key, [only.uid]);
      return advanceFolder(trx, key, only.uid);
    });
    throw error;
  }
}
