import { createHash } from 'node:crypto';
import { asTenant, type Db } from '../../../db/client.ts';
import { insertInbound, decideInbound } from '../../../db/inbound-mail.ts';
import { ownValidity, takeUids } from '../../../db/mailbox-folders.ts';
import { messageIdsOf } from '../../../domain/mail/ids.ts';
import { headerOf } from '../../../domain/mail/mime/header.ts';
import { threadGroups } from '../../../domain/mail/thread-groups.ts';
import { importThread, type Indexed, type Outcome, type Target } from './import-thread.ts';
import { knownHashes } from './known-mails.ts';
import type { Source, Stored } from './source.ts';

export interface Import extends Target {
  sources: Source[];
  /** Older mails are counted and left alone. */
  since: Date | null;
  /** In the first part bytes, in the second mails. */
  onProgress(part: 'reading' | 'importing', done: number, of: number): void;
}

/** `read` = `before` + `twice` (the same bytes again) + the outcomes. */
export type Summary = Record<Outcome | 'read' | 'before' | 'twice' | 'failed', number>;

/**
 * Takes stores of old mail in as archived requests. They are read twice: once for their threads, whatever their order, of which ids and places are kept; then thread by
 * thread. Broken off, it goes on where it stood when it is started again: what the ledger has by its bytes is passed over.
 */
export async function importMails(db: Db, { tenant, mailbox, sources, since, onProgress }: Import): Promise<Summary> {
  const summary: Summary = {
    read: 0,
    before: 0,
    twice: 0,
    known: 0,
    request: 0,
    message: 0,
    answer: 0,
    machine: 0,
    duplicate: 0,
    left: 0,
    failed: 0,
  };
  const threads = await readThreads(sources, { since, summary, onProgress });
  const of = threads.reduce((sum, mails) => sum + mails.length, 0);
  let done = 0;
  for (const mails of threads) {
    for (const outcome of await importOrNote(db, { tenant, mailbox }, mails)) summary[outcome] += 1;
    done += mails.length;
    onProgress('importing', done, of);
  }
  return summary;
}

interface FirstReading extends Pick<Import, 'since' | 'onProgress'> {
  summary: Summary;
}

/** Threads in the order of their oldest mail, each with its mails in the order of their dates. */
async function readThreads(sources: Source[], { since, summary, onProgress }: FirstReading): Promise<Indexed[][]> {
  const groups = threadGroups();
  const seen = new Set<string>();
  const found: { mark: number; mail: Indexed }[] = [];
  const size = sources.reduce((sum, source) => sum + source.size, 0);
  let bytes = 0;
  for (const source of sources) {
    for await (const stored of source.mails()) {
      const { place } = stored;
      summary.read += 1;
      bytes += place.end - place.start;
      onProgress('reading', bytes, size);
      const { mail, references } = indexed(stored, source);
      // Also of mails that are left alone: they may be what joins two others.
      const mark = groups.add(mail.messageId, references);
      if (since && mail.at < since) summary.before += 1;
      else if (seen.has(mail.sha256)) summary.twice += 1;
      else found.push({ mark, mail });
      seen.add(mail.sha256);
    }
  }
  found.sort((a, b) => a.mail.at.getTime() - b.mail.at.getTime());
  return [...Map.groupBy(found, ({ mark }) => groups.groupOf(mark)).values()].map((thread) => thread.map(({ mail }) => mail));
}

function indexed({ place, raw }: Stored, source: Source): { mail: Indexed; references: string[] } {
  const { fields } = headerOf(raw);
  const values = (name: string): string[] => fields.flatMap(([key, value]) => (key === name ? [value] : []));
  const messageId = messageIdsOf(values('message-id').slice(0, 1))[0] ?? null;
  const at = dateOf(values('date')[0], place.at);
  const sha256 = createHash('sha256').update(raw).digest('hex');
  const mail = { place, sha256, messageId, at, read: () => source.read(place) };
  return { mail, references: messageIdsOf([...values('in-reply-to'), ...values('references')]) };
}

/** As its writer says, where that can be: there was hardly any mail before, and none comes from tomorrow. Else as the store says. */
function dateOf(written: string | undefined, stored: Date | null): Date {
  const now = Date.now();
  const can = (at: Date | null): at is Date => at !== null && at.getTime() <= now && at.getUTCFullYear() >= 1990;
  const at = new Date(written ?? Number.NaN);
  if (can(at)) return at;
  return can(stored) ? stored : new Date(now);
}

/** What the database refuses of one thread must not hold up the others: its mails stand in the ledger with what was said. */
async function importOrNote(db: Db, target: Target, mails: Indexed[]): Promise<(Outcome | 'failed')[]> {
  try {
    return await importThread(db, target, mails);
  } catch (error) {
    const { code = '', message } = error as { code?: string; message: string };
    // Data that Postgres refuses. All else (it is away, the store has changed) ends the import; started again it goes on.
    if (!/^(?:22|23|54)/.test(code)) throw error;
    return note(db, target, mails, `${code} ${message}`);
  }
}

function note(db: Db, { tenant, mailbox }: Target, mails: Indexed[], error: string): Promise<(Outcome | 'failed')[]> {
  return asTenant(db, tenant, async (trx) => {
    const known = await knownHashes(trx, mailbox, mails);
    const fresh = mails.filter(({ sha256 }) => !known.has(sha256));
    let uid = fresh.length === 0 ? 0 : await takeUids(trx, { mailbox, folder: ':import', count: fresh.length });
    for (const { place, sha256, messageId, read } of fresh) {
      const raw = await read();
      const [row] = await insertInbound(trx, [
        {
          mailbox,
          folder: ':import',
          uid_validity: ownValidity,
          uid: uid++,
          sha256,
          message_id: messageId,
          size: place.end - place.start,
          raw,
          reread: true,
        },
      ]);
      if (row) await decideInbound(trx, row.id, { verdict: 'filtered', reason: 'M901 unreadable', detail: { error } });
    }
    return mails.map(({ sha256 }) => (known.has(sha256) ? 'known' : 'failed'));
  });
}
