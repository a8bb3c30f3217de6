import type { FetchMessageObject, FetchQueryObject, ImapFlow } from 'imapflow';
import { uidSetOf } from '../../domain/mail/uid-set.ts';
import { within } from './imap-connection.ts';

/** Above it only the beginning is fetched; the mail is shown as failed and stays in the mailbox. */
const largestMail = 40 * 1024 * 1024;
const beginningOfLarge = 256 * 1024;
const mostBytes = 12 * 1024 * 1024;
/** Milliseconds, for the slowest line on which mail is worth reading. */
const patience = 10 * 60_000;

export interface Sized {
  uid: number;
  /** Bytes, as the server says. */
  size: number;
}

export interface Fetched extends Sized {
  raw: Buffer;
  /** Why it is shown as failed at once. */
  fault: string | null;
}

/** @throws where the server does not answer: an empty answer would mean that all mails are gone. */
export async function searchUids(client: ImapFlow, query: Parameters<ImapFlow['search']>[0]): Promise<number[]> {
  const found = await within(client, patience, client.search(query, { uid: true }));
  if (!found) throw Object.assign(new Error('The server refused to search.'), { responseStatus: 'NO' });
  return found.toSorted((a, b) => a - b);
}

/** In ranges: servers read a line of limited length. @param uids at most a thousand. */
export function fetchAll(client: ImapFlow, uids: number[], query: FetchQueryObject): Promise<FetchMessageObject[]> {
  return within(client, patience, client.fetchAll(uidSetOf(uids), query, { uid: true }));
}

export async function sizesOf(client: ImapFlow, uids: number[]): Promise<Sized[]> {
  const found = await fetchAll(client, uids, { uid: true, size: true });
  const sizes = new Map(found.map((one) => [one.uid, one.size ?? 0]));
  // One that the server did not name is fetched all the same: whether it is gone shows there.
  return uids.map((uid) => ({ uid, size: sizes.get(uid) ?? 0 }));
}

/** In the order given, each part small enough to be held in memory. */
export function batchesOf(mails: Sized[], mostMails: number): Sized[][] {
  const batches: Sized[][] = [];
  let bytes = 0;
  for (const mail of mails) {
    const current = batches.at(-1);
    const size = Math.min(mail.size, largestMail);
    if (current && current.length < mostMails && bytes + size <= mostBytes) {
      current.push(mail);
      bytes += size;
    } else {
      batches.push([mail]);
      bytes = size;
    }
  }
  return batches;
}

/**
 * The batch at one go; what is missing in the answer is asked for singly, so that one odd mail holds up nobody.
 * @returns what was had, in the order given; `refused` are those that the server has and does not give.
 */
export async function fetchMails(client: ImapFlow, part: Sized[]): Promise<{ mails: Fetched[]; refused: number[] }> {
  const usual = part.filter((mail) => mail.size <= largestMail);
  const found = new Map<number, Buffer>();
  if (usual.length > 0) {
    const uids = usual.map((mail) => mail.uid);
    const answers = await fetchAll(client, uids, { uid: true, source: true }).catch(onlyIfRefused);
    for (const { uid, source } of answers) if (source) found.set(uid, source);
  }
  const mails: Fetched[] = [];
  const refused: number[] = [];
  for (const { uid, size } of part) {
    const raw = found.get(uid);
    const mail = raw ? { uid, size: raw.length, raw, fault: null } : await fetchSingly(client, { uid, size });
    if (mail) mails.push(mail);
    else if ((await searchUids(client, { uid: String(uid) })).length > 0) refused.push(uid);
  }
  return { mails, refused };
}

/** @returns whether the server gives out this mail's first bytes. */
export async function isGiven(client: ImapFlow, uid: number): Promise<boolean> {
  const [answer] = await fetchAll(client, [uid], { uid: true, source: { start: 0, maxLength: 64 } }).catch(onlyIfRefused);
  return answer?.source !== undefined;
}

async function fetchSingly(client: ImapFlow, { uid, size }: Sized): Promise<Fetched | null> {
  const isLarge = size > largestMail;
  const query = { uid: true, source: isLarge ? { start: 0, maxLength: beginningOfLarge } : true };
  const [answer] = await fetchAll(client, [uid], query).catch(onlyIfRefused);
  if (!answer?.source) return null;
  if (isLarge) return { uid, size, raw: answer.source, fault: 'M902 too-large' };
  return { uid, size: answer.source.length, raw: answer.source, fault: null };
}

/** The server said no and the connection lives: an empty answer. Anything else ends the reading. */
function onlyIfRefused(error: unknown): FetchMessageObject[] {
  const status = (error as { responseStatus?: string }).responseStatus;
  if (status === 'NO' || status === 'BAD') return [];
  throw error;
}
