import type { ImapFlow } from 'imapflow';
import { asTenant } from '../../db/client.ts';
import { beginFolder, folderRow, type FolderRow, unknownUids } from '../../db/mailbox-folders.ts';
import { uidSetOf } from '../../domain/mail/uid-set.ts';
import type { MailDependencies } from './dependencies.ts';
import { fetchAll, searchUids } from './fetch-mails.ts';
import type { Reading } from './reading.ts';

const day = 86_400_000;

/**
 * Where reading a folder stands. Seen for the first time, numbered anew, with another beginning of our time or to be read once more, it begins again, and what was there
 * before our time is told from the rest: by their dates alone, nothing is fetched.
 */
export async function folderToRead({ db }: MailDependencies, { client, tenant, key, since }: Reading): Promise<FolderRow> {
  const known = await asTenant(db, tenant, (trx) => folderRow(trx, key));
  const isRenumbered = known !== undefined && known.uid_validity !== String(key.uidValidity);
  if (known && !isRenumbered && !known.reread && known.since?.getTime() === since?.getTime()) return known;
  const uids = await searchUids(client, { all: true });
  const isOld = since ? await oldOnes(client, since, isRenumbered) : () => false;
  return asTenant(db, tenant, async (trx) => {
    const before = (await unknownUids(trx, key, uids)).filter(isOld);
    return beginFolder(trx, key, { since, beforeUids: uidSetOf(before) });
  });
}

/**
 * By when the server received them. A server that numbers anew was often filled anew too, and says "today" of all: there a mail that was written more than a day
 * before our time counts as old as well.
 */
async function oldOnes(client: ImapFlow, since: Date, isRenumbered: boolean): Promise<(uid: number) => boolean> {
  // Servers tell whole seconds.
  const begin = Math.floor(since.getTime() / 1000) * 1000;
  // Servers compare days, in a time zone of their own: the two days around are looked at one by one.
  const around = Math.min(dayOf(since), dayOf(new Date()));
  const [sure, perhaps] = [new Date(around - day), new Date(around + 2 * day)];
  const old = new Set(await searchUids(client, { before: sure }));
  if (isRenumbered) for (const uid of await searchUids(client, { sentBefore: sure })) old.add(uid);
  // With WITHIN (RFC 5032) days become seconds ago, and a server refuses none and less.
  const isPast = perhaps.getTime() < Date.now() - 60_000;
  const doubtful = (await searchUids(client, { since: sure, ...(isPast && { before: perhaps }) })).filter((uid) => !old.has(uid));
  for (let at = 0; at < doubtful.length; at += 1000) {
    const found = await fetchAll(client, doubtful.slice(at, at + 1000), { uid: true, internalDate: true });
    for (const { uid, internalDate } of found) if (internalDate && new Date(internalDate).getTime() < begin) old.add(uid);
  }
  return (uid) => old.has(uid);
}

const dayOf = (instant: Date): number => Math.floor(instant.getTime() / day) * day;
