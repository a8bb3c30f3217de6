import { createHash } from 'node:crypto';
import type { FetchMessageObject, ImapFlow } from 'imapflow';
import { asTenant } from '../../db/client.ts';
import { decideInbound, insertInbound } from '../../db/inbound-mail.ts';
import { advanceFolder, startFolder } from '../../db/mailboxes.ts';
import type { MailDependencies } from './dependencies.ts';
import { headerFacts } from './raw-header.ts';

/** One statement and one commit for so many; more cost memory and win nothing. */
const batch = { mails: 50, bytes: 12 * 1024 * 1024 };
/** Above it only the beginning is fetched; the mail is shown as failed and stays in the mailbox. */
const largestMail = 40 * 1024 * 1024;
const beginningOfLarge = 256 * 1024;

export interface Reading {
  client: ImapFlow;
  tenant: string;
  mailbox: string;
  folder: string;
  uidValidity: bigint;
  /** Ends the reading between two batches. */
  signal: AbortSignal;
  /** Called for each new ledger row, in order, after its commit. */
  onLedger(mail: { id: string; sender: string }): Promise<void>;
}

/**
 * Brings the ledger up to the folder: every UID above the last one, ascending, in batches: fetch, commit, then mark as seen. Whatever breaks
 * in between, the next call goes on behind the last commit.
 * @returns how many rows are new.
 */
export async function readFolder(deps: MailDependencies, reading: Reading): Promise<number> {
  const { db } = deps;
  const { client, tenant, mailbox, uidValidity } = reading;
  const { last, reread } = await asTenant(db, tenant, async (trx) => {
    await startFolder(trx, mailbox, uidValidity);
    const row = await trx.selectFrom('mailbox').select(['last_uid', 'reread']).where('id', '=', mailbox).executeTakeFirstOrThrow();
    return { last: row.reread ? 0 : Number(row.last_uid), reread: row.reread };
  });
  // `n:*` always names the newest mail too, even below n.
  const uids = ((await client.search({ uid: `${last + 1}:*` }, { uid: true })) || []).filter((uid) => uid > last).toSorted((a, b) => a - b);
  let count = 0;
  for (let at = 0; at < uids.length; at += 500) {
    const sizes = await sizesOf(client, uids.slice(at, at + 500));
    for (const part of batchesOf(sizes)) {
      if (reading.signal.aborted) return count;
      count += await takeBatch(deps, { ...reading, reread }, part);
    }
  }
  if (reread) await asTenant(db, tenant, (trx) => trx.updateTable('mailbox').set({ reread: false }).where('id', '=', mailbox).execute());
  return count;
}

interface Sized {
  uid: number;
  size: number;
}

interface Fetched extends Sized {
  raw: Buffer;
  /** Why it is shown as failed at once. */
  fault: string | null;
}

async function takeBatch({ db, log }: MailDependencies, reading: Reading & { reread: boolean }, part: Sized[]): Promise<number> {
  const { client, tenant, mailbox, folder, uidValidity } = reading;
  const mails = (await fetchAll(client, part)).map((mail) => ({ ...mail, ...headerFacts(mail.raw) }));
  const rows = await asTenant(db, tenant, async (trx) => {
    const inserted = await insertInbound(
      trx,
      mails.map(({ uid, raw, size, messageId }) => ({
        mailbox,
        folder,
        uid_validity: String(uidValidity),
        uid,
        sha256: createHash('sha256').update(raw).digest('hex'),
        message_id: messageId,
        size,
        raw,
        reread: reading.reread,
      })),
    );
    for (const { id, uid } of inserted) {
      const fault = mails.find((mail) => mail.uid === uid)?.fault;
      if (fault) await decideInbound(trx, id, { verdict: 'failed', reason: fault, detail: { uid } });
    }
    await advanceFolder(trx, mailbox, { uidValidity, uid: part.at(-1)?.uid ?? 0 });
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

async function sizesOf(client: ImapFlow, uids: number[]): Promise<Sized[]> {
  const found = await client.fetchAll(uids, { uid: true, size: true }, { uid: true });
  const sizes = new Map(found.map((one) => [one.uid, one.size ?? 0]));
  // One that the server did not name is fetched all the same: whether it is gone shows there.
  return uids.map((uid) => ({ uid, size: sizes.get(uid) ?? 0 }));
}

function batchesOf(mails: Sized[]): Sized[][] {
  const batches: Sized[][] = [];
  let bytes = 0;
  for (const mail of mails) {
    const current = batches.at(-1);
    const size = Math.min(mail.size, largestMail);
    if (current && current.length < batch.mails && bytes + size <= batch.bytes) {
      current.push(mail);
      bytes += size;
    } else {
      batches.push([mail]);
      bytes = size;
    }
  }
  return batches;
}

/** The batch at one go; what is missing in the answer is asked for singly, so that one odd mail holds up nobody. */
async function fetchAll(client: ImapFlow, part: Sized[]): Promise<Fetched[]> {
  const usual = part.filter((mail) => mail.size <= largestMail);
  const found = new Map<number, FetchMessageObject>();
  if (usual.length > 0) {
    const answers = await client
      .fetchAll(
        usual.map((mail) => mail.uid),
        { uid: true, source: true },
        { uid: true },
      )
      .catch(onlyIfRefused);
    for (const answer of answers) if (answer.source) found.set(answer.uid, answer);
  }
  const mails: Fetched[] = [];
  for (const { uid, size } of part) {
    const raw = found.get(uid)?.source;
    if (raw) mails.push({ uid, size: raw.length, raw, fault: null });
    else mails.push(...(await fetchSingly(client, { uid, size })));
  }
  return mails;
}

async function fetchSingly(client: ImapFlow, { uid, size }: Sized): Promise<Fetched[]> {
  const isLarge = size > largestMail;
  const query = { uid: true, source: isLarge ? { start: 0, maxLength: beginningOfLarge } : true };
  const [answer] = await client.fetchAll([uid], query, { uid: true }).catch(onlyIfRefused);
  if (answer?.source && isLarge) return [{ uid, size, raw: answer.source, fault: 'M902 too-large' }];
  if (answer?.source) return [{ uid, size: answer.source.length, raw: answer.source, fault: null }];
  const isThere = (await client.search({ uid: String(uid) }, { uid: true })) || [];
  return isThere.length === 0 ? [] : [{ uid, size, raw: Buffer.alloc(0), fault: 'M903 not-fetched' }];
}

/** The server said no and the connection lives: an empty answer. Anything else ends the reading. */
function onlyIfRefused(error: unknown): FetchMessageObject[] {
  const status = (error as { responseStatus?: string }).responseStatus;
  if (status === 'NO' || status === 'BAD') return [];
  throw error;
}
