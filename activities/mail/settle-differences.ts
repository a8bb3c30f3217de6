import { asTenant } from '../../db/client.ts';
import { type DifferenceRow, noteDifferenceTry, openDifferences, settleDifference } from '../../db/mail-differences.ts';
import type { MailDependencies } from './dependencies.ts';
import { fetchMails, isGiven, sizesOf } from './fetch-mails.ts';
import { intoLedger } from './into-ledger.ts';
import type { Reading } from './reading.ts';

const mostAtOnce = 50;
/** After so many the mail stands in the ledger as failed, without its bytes, for a person to look at. */
const mostTries = 5;

/**
 * Fetches what the ledger lacks, one by one. A try only counts where the server gives out other mails at the same time: one that has lost its store for an hour must
 * not turn all mails into failed ones.
 * @param onServer UIDs of the folder, without those before our time.
 * @returns whether there was anything to settle.
 */
export async function settleDifferences(deps: MailDependencies, reading: Reading, onServer: number[]): Promise<boolean> {
  const { db } = deps;
  const { client, tenant, key } = reading;
  const open = await asTenant(db, tenant, (trx) => openDifferences(trx, key, mostAtOnce));
  if (open.length === 0) return false;
  const there = new Set(onServer);
  const awaited = new Set(open.map(({ uid }) => Number(uid)));
  const other = onServer.findLast((uid) => !awaited.has(uid));
  const counts = other === undefined || (await isGiven(client, other));
  for (const row of open) {
    if (reading.signal.aborted) return true;
    const isThere = row.uid_validity === String(key.uidValidity) && there.has(Number(row.uid));
    if (isThere) await fetchOne(deps, reading, row, counts);
    else await asTenant(db, tenant, (trx) => settleDifference(trx, row, 'gone'));
  }
  return true;
}

async function fetchOne(deps: MailDependencies, reading: Reading, row: DifferenceRow, counts: boolean): Promise<void> {
  const { db } = deps;
  const { client, tenant } = reading;
  const uid = Number(row.uid);
  // Before it is tried: it may be what breaks the connection.
  if (counts) await asTenant(db, tenant, (trx) => noteDifferenceTry(trx, row.id));
  const isGivenUp = row.tries >= mostTries;
  const { mails } = isGivenUp ? { mails: [emptyMail(uid)] } : await fetchMails(client, await sizesOf(client, [uid]));
  if (mails.length === 0) return;
  await intoLedger(deps, reading, { mails, upTo: uid, reread: false });
  await asTenant(db, tenant, (trx) => settleDifference(trx, row, isGivenUp ? 'not-fetched' : 'fetched'));
}

const emptyMail = (uid: number) => ({ uid, size: 0, raw: Buffer.alloc(0), fault: 'M903 not-fetched' });
