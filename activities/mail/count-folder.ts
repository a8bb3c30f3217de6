import { asTenant } from '../../db/client.ts';
import { openDifferences, recordDifferences } from '../../db/mail-differences.ts';
import { folderRow, recordCount, unknownUids } from '../../db/mailbox-folders.ts';
import { inUidSet } from '../../domain/mail/uid-set.ts';
import type { MailDependencies } from './dependencies.ts';
import { searchUids } from './fetch-mails.ts';
import type { Reading } from './reading.ts';
import { settleDifferences } from './settle-differences.ts';

/** Differences that one round writes down; the next has more. */
const mostAtOnce = 1000;

/**
 * Holds the ledger against the server's own list of UIDs, up to the last one that was read. What the server has and the ledger has not becomes a row that somebody is told of,
 * and is fetched. Where nothing came or went since the last count, nothing is asked.
 * @param seen what SELECT said.
 */
export async function countFolder(deps: MailDependencies, reading: Reading, seen: { exists: number; uidNext: number }): Promise<void> {
  const { db, log } = deps;
  const { client, tenant, key } = reading;
  const { state, open } = await asTenant(db, tenant, async (trx) => ({
    state: await folderRow(trx, key),
    open: await openDifferences(trx, key, 1),
  }));
  if (!state) return;
  const isSame =
    state.on_server === seen.exists && Number(state.uid_next) === seen.uidNext && state.uid_validity === String(key.uidValidity);
  if (isSame && open.length === 0) return;
  const uids = (await searchUids(client, { all: true })).filter((uid) => uid <= Number(state.last_uid));
  const isBefore = inUidSet(state.before_uids);
  const ours = uids.filter((uid) => !isBefore(uid));
  const count = { onServer: uids.length, before: uids.length - ours.length, uidNext: seen.uidNext };
  const found = await asTenant(db, tenant, async (trx) => {
    const missing = await unknownUids(trx, key, ours);
    await recordCount(trx, key, { ...count, missing: missing.length });
    return recordDifferences(trx, key, missing.slice(0, mostAtOnce));
  });
  if (found > 0) log.warn({ mailbox: key.mailbox, count: found }, 'The server has mails that the ledger has not; they are fetched now.');
  if (!(await settleDifferences(deps, reading, ours))) return;
  await asTenant(db, tenant, async (trx) => recordCount(trx, key, { ...count, missing: (await unknownUids(trx, key, ours)).length }));
}
