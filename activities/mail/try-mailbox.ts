import { asTenant } from '../../db/client.ts';
import { endTrial, noteTrial, trialById, type TrialRow } from '../../db/mailbox-trials.ts';
import { mailboxById } from '../../db/mailboxes.ts';
import type { TrialResult } from '../../db/schema.ts';
import type { TrialInput } from '../../workflows/contracts.ts';
import type { MailDependencies } from './dependencies.ts';
import { openImap, within } from './imap-connection.ts';
import { mailboxErrorOf } from '../../domain/mail/mailbox-errors.ts';
import { type MailAccess, mailServersOf } from './servers.ts';
import { openSmtp } from './smtp-connections.ts';
import { smtpLimits } from './smtp-limits.ts';

/** Milliseconds: somebody sits before it and waits. */
const patience = 20_000;
const mostFolders = 200;

/** Signs in at both servers with settings that are not saved yet, and writes down what they said. Nothing is read, marked or sent. */
export async function tryMailbox(deps: MailDependencies, { tenant, trial }: TrialInput): Promise<void> {
  const row = await asTenant(deps.db, tenant, (trx) => trialById(trx, trial));
  if (!row) return;
  const note = async (side: 'imap' | 'smtp', ask: (access: MailAccess) => Promise<Omit<TrialResult, 'error'>>): Promise<void> => {
    const result = await serversOf(deps, tenant, row)
      .then((servers) => ask(servers[side]))
      .then(
        (found): TrialResult => ({ error: null, ...found }),
        (error: unknown): TrialResult => ({ error: mailboxErrorOf(error) }),
      );
    await asTenant(deps.db, tenant, (trx) => noteTrial(trx, trial, side, result));
  };
  await Promise.all([note('imap', askImap), note('smtp', askSmtp)]);
  await asTenant(deps.db, tenant, (trx) => endTrial(trx, trial));
}

/** With the mailbox's own secret and tokens where none was entered. */
async function serversOf(deps: MailDependencies, tenant: string, { mailbox, settings, secret }: TrialRow) {
  const saved = mailbox === null ? undefined : await asTenant(deps.db, tenant, (trx) => mailboxById(trx, mailbox));
  if (secret === null && !saved) throw new Error(`The mailbox to try is gone, and with it its secret.`);
  return mailServersOf(deps, tenant, {
    ...settings,
    id: saved?.id ?? '',
    secret: secret ?? saved?.secret ?? Buffer.alloc(0),
    oauth: secret === null ? (saved?.oauth ?? null) : null,
  });
}

async function askImap(access: MailAccess): Promise<Omit<TrialResult, 'error'>> {
  const connection = await openImap(access);
  try {
    const { client } = connection;
    const folders = await within(client, patience, client.list());
    const inbox = await within(client, patience, client.status('INBOX', { messages: true }));
    return { folders: folders.map(({ path }) => path).slice(0, mostFolders), messages: inbox ? (inbox.messages ?? 0) : 0 };
  } finally {
    await connection.close();
  }
}

async function askSmtp(access: MailAccess): Promise<Omit<TrialResult, 'error'>> {
  const connection = await openSmtp(access, smtpLimits(patience));
  connection.quit();
  return {};
}
