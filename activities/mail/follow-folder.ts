import { asTenant } from '../../db/client.ts';
import { type MailboxRow, recordSuccess } from '../../db/mailboxes.ts';
import type { Watched } from '../../workflows/contracts.ts';
import type { MailDependencies } from './dependencies.ts';
import type { ImapConnection } from './imap-connection.ts';
import { readFolder, type Reading } from './read-folder.ts';

/** Milliseconds. IDLE can die in silence, so the folder is searched all the same; a watch ends now and then to keep nothing for ever. */
const sweepEvery = 60_000;
const longestWatch = 30 * 60_000;

export interface Following {
  connection: ImapConnection;
  tenant: string;
  row: MailboxRow;
  signal: AbortSignal;
  onLedger: Reading['onLedger'];
  /** After each search that went through. */
  onRead(): void;
  /** The mailbox's row as it is now. */
  settings(): Promise<MailboxRow | undefined>;
}

/** Reads what is new, waits for news or a minute, reads again. @throws the reason of a drop. */
export async function followFolder(deps: MailDependencies, following: Following): Promise<Watched> {
  const { connection, tenant, row, signal, onLedger } = following;
  const { client, gone } = connection;
  const news = newsOf(connection);
  const until = Date.now() + longestWatch;
  let checkedAt = Date.now();
  let { folder } = connection;
  for (;;) {
    await readFolder(deps, { client, tenant, mailbox: row.id, folder: row.folder, uidValidity: folder.uidValidity, signal, onLedger });
    if (signal.aborted) return 'again';
    await asTenant(deps.db, tenant, (trx) => recordSuccess(trx, row.id, folder.exists));
    following.onRead();
    // The next command ends it.
    client.idle().catch(() => undefined);
    const what = await news.next(sweepEvery, signal);
    if (what === 'ended') return 'again';
    if (what === 'gone') throw (await gone) ?? Object.assign(new Error('The connection was closed.'), { code: 'EConnectionClosed' });
    if (what === 'news' && Date.now() - checkedAt < sweepEvery) continue;
    checkedAt = Date.now();
    const now = await following.settings();
    if (!now?.active) return 'stopped';
    if (Date.now() > until || settingsText(now) !== settingsText(row)) return 'again';
    // A server that was restored numbers anew, and only SELECT tells.
    folder = await client.mailboxOpen(row.folder);
  }
}

type News = 'news' | 'time' | 'gone' | 'ended';

/** Mail that comes while we read is remembered, so nothing waits for the next search. */
function newsOf({ client, gone }: ImapConnection): { next(patience: number, signal: AbortSignal): Promise<News> } {
  const seen = { news: false, gone: false };
  let wake: (what: News) => void = () => undefined;
  client.on('exists', () => {
    seen.news = true;
    wake('news');
  });
  const onGone = async (): Promise<void> => {
    await gone;
    seen.gone = true;
    wake('gone');
  };
  void onGone();
  return {
    next: async (patience, signal) => {
      if (seen.gone) return 'gone';
      if (signal.aborted) return 'ended';
      let timer: NodeJS.Timeout | undefined;
      const onAbort = (): void => wake('ended');
      const what = await new Promise<News>((resolve) => {
        wake = resolve;
        if (seen.news) resolve('news');
        signal.addEventListener('abort', onAbort, { once: true });
        timer = setTimeout(() => resolve('time'), patience);
      });
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      seen.news = false;
      return what;
    },
  };
}

const settingsText = ({ imap, folder, secret }: MailboxRow): string => JSON.stringify([imap, folder, secret.toString('hex')]);
