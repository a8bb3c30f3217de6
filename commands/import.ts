import { stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { importMails, type Summary } from '../activities/mail/import/import-mails.ts';
import { maildirSource } from '../activities/mail/import/maildir.ts';
import { mboxSource } from '../activities/mail/import/mbox.ts';
import { readEnvironment } from '../config/environment.ts';
import { connect } from '../db/client.ts';
import { mailboxesAt } from '../db/mailboxes.ts';
import { environmentOrDemo } from './start/environment-of-demo.ts';

/**
 * `npm run import -- mail PATH… --mailbox ADDRESS [--since DATE]`: takes mail of before our time (mbox files, Maildir folders) in as archived requests. Nobody is written
 * to, no deadline runs. Name the folder of what was sent beside that of what came, and the answers are found. Without a configuration in the environment the demo's is taken.
 */
const usage = 'Say what: npm run import -- mail PATH… --mailbox ADDRESS [--since 2024-01-31]';
const { values, positionals } = parseArgs({ options: { mailbox: { type: 'string' }, since: { type: 'string' } }, allowPositionals: true });
const [what, ...paths] = positionals;
const since = values.since === undefined ? null : new Date(values.since);
if (what !== 'mail' || paths.length === 0 || !values.mailbox || Number.isNaN(since?.getTime())) {
  console.error(usage);
  process.exit(2);
}
const db = connect(readEnvironment(environmentOrDemo()).databaseUrl);
const started = performance.now();
try {
  const [target] = await mailboxesAt(db, [values.mailbox]);
  if (!target) throw new Error(`There is no mailbox ${values.mailbox}. Set it up in administration first; it may be switched off.`);
  const sources = await Promise.all(paths.map(async (path) => ((await stat(path)).isDirectory() ? maildirSource(path) : mboxSource(path))));
  const summary = await importMails(db, { tenant: target.tenant, mailbox: target.id, sources, since, onProgress: progress() });
  console.log(told(summary));
} catch (error) {
  console.error(`${(error as Error).message}\nWhat was taken in stays; started again the import goes on from there.`);
  process.exitCode = 1;
} finally {
  await db.destroy();
}

/** A line every two seconds. */
function progress(): (part: 'reading' | 'importing', done: number, of: number) => void {
  let shownAt = performance.now();
  return (part, done, of) => {
    if (performance.now() - shownAt < 2000) return;
    shownAt = performance.now();
    const percent = `${Math.floor((100 * done) / Math.max(1, of))} %`;
    console.log(part === 'reading' ? `  looking for threads: ${percent}` : `  ${done} of ${of} mails (${percent})`);
  };
}

function told({ read, before, twice, known, request, message, answer, machine, duplicate, left, failed }: Summary): string {
  const rows = request + message + answer + machine + duplicate + left + failed;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  return [
    `${read} mails read in ${seconds} s: ${rows} are new in the ledger, ${known} were there from an earlier import, ${twice} lay there twice, ${before} are from before ${values.since ?? 'our time'}.`,
    `${request} requests, archived; ${message} more mails of customers and ${answer} answers of ours in them. ${machine} from machines, ${duplicate} known from elsewhere, ${left} left alone, ${failed} refused by the database: the ledger says why.`,
  ].join('\n');
}
