import type { MailboxObject } from 'imapflow';
import { asTenant } from '../../db/client.ts';
import { recordFolderError } from '../../db/mailbox-folders.ts';
import { type MailboxRow, recordFailure, recordSuccess } from '../../db/mailboxes.ts';
import type { Watched } from '../../workflows/contracts.ts';
import { countFolder } from './count-folder.ts';
import type { MailDependencies } from './dependencies.ts';
import { newsOf } from './folder-news.ts';
import { type ImapConnection, within } from './imap-connection.ts';
import { mailboxErrorOf } from '../../domain/mail/mailbox-errors.ts';
import { readFolder } from './read-folder.ts';
import type { Reading } from './reading.ts';

/** Milliseconds. IDLE can die in silence, so the folders are searched all the same; a watch ends now and then to keep nothing for ever. */
const sweepEvery = 60_000;
const longestWatch = 30 * 60_000;
const idleEndsIn = 30_000;
const folderOpensIn = 120_000;

export interface Following {
  connection: ImapConnection;
  tenant: string;
  row: MailboxRow;
  signal: AbortSignal;
  onLedger: Reading['onLedger'];
  /** After each round that brought something to an end. */
  onRead(): void;
  /** The mailbox's row as it is now. */
  settings(): Promise<MailboxRow | undefined>;
}

/** Reads what is new in all folders, waits for news in the first one or a minute, reads again. @throws the reason of a drop. */
export async function followMailbox(deps: MailDependencies, following: Following): Promise<Watched> {
  const { connection, row, signal } = following;
  const { client, gone } = connection;
  const news = newsOf(connection);
  const until = Date.now() + longestWatch;
  let checkedAt = Date.now();
  let first = await readAll(deps, following);
  for (;;) {
    if (signal.aborted) return 'again';
    following.onRead();
    // The next command ends it.
    if (first) client.idle().catch(() => undefined);
    const what = await news.next(sweepEvery, signal);
    if (what === 'ended') return 'again';
    if (what === 'gone') throw (await gone) ?? Object.assign(new Error('The connection was closed.'), { code: 'EConnectionClosed' });
    if (first) await within(client, idleEndsIn, client.noop());
    if (what === 'news' && first && Date.now() - checkedAt < sweepEvery) {
      await readFolder(deps, readingOf(following, first));
      continue;
    }
    checkedAt = Date.now();
    const now = await following.settings();
    if (!now?.active) return 'stopped';
    if (Date.now() > until || settingsText(now) !== settingsText(row)) return 'again';
    first = await readAll(deps, following);
  }
}

/**
 * One round through the folders. One that is gone or closed to us holds up no other; its mailbox and its row say so.
 * @returns the first folder, selected; null where it cannot be opened.
 */
async function readAll(deps: MailDependencies, following: Following): Promise<MailboxObject | null> {
  const { connection, tenant, row, signal } = following;
  const [main = 'INBOX', ...others] = row.folders;
  const refused: string[] = [];
  const read = async (name: string): Promise<MailboxObject | null> => {
    // A server that was restored numbers anew, and only SELECT tells.
    const folder = await within(connection.client, folderOpensIn, connection.client.mailboxOpen(name)).catch(unlessGone(connection));
    if (!folder) {
      refused.push(name);
      return null;
    }
    const reading = readingOf(following, folder);
    await readFolder(deps, reading);
    if (!signal.aborted) await countFolder(deps, reading, folder);
    return folder;
  };
  let first = await read(main);
  for (const name of others) await read(name);
  // What came into the first one meanwhile was not announced.
  if (others.length > 0 && first) first = await read(main);
  if (!signal.aborted) await asTenant(deps.db, tenant, (trx) => recordRound(trx, row, refused));
  return first;
}

async function recordRound(trx: Parameters<typeof recordSuccess>[0], row: MailboxRow, refused: string[]): Promise<void> {
  const meaning = mailboxErrorOf({ responseStatus: 'NO' });
  const text = row.language === 'en' ? meaning.en : meaning.de;
  for (const name of row.folders) await recordFolderError(trx, row.id, name, refused.includes(name) ? text : null);
  if (refused.length === 0) await recordSuccess(trx, row.id);
  else await recordFailure(trx, row.id, `${refused.join(', ')}: ${text}`);
}

const readingOf = ({ connection, tenant, row, signal, onLedger }: Following, folder: MailboxObject): Reading => ({
  client: connection.client,
  tenant,
  key: { mailbox: row.id, folder: folder.path, uidValidity: folder.uidValidity },
  since: row.since,
  signal,
  onLedger,
});

/** The server said no and the connection lives: null. */
const unlessGone =
  ({ client }: ImapConnection) =>
  (error: unknown): null => {
    if (!client.usable) throw error;
    return null;
  };

const settingsText = ({ imap, folders, since, secret, oauth }: MailboxRow): string =>
  JSON.stringify([imap, folders, since, secret.toString('hex'), oauth]);
