import type { FastifyBaseLogger } from 'fastify';
import { seal } from '../../config/secret.ts';
import { askTrial, trialById } from '../../db/mailbox-trials.ts';
import { mailboxById } from '../../db/mailboxes.ts';
import type { TrialResult } from '../../db/schema.ts';
import { generationOf } from '../../db/stuck.ts';
import { lookAtMailbox } from '../../workflows/look-at-mailbox.ts';
import { startTryMailbox } from '../../workflows/start-try-mailbox.ts';
import type { ApiDeps } from '../app.ts';
import { languageOf } from '../language.ts';
import { safeError } from '../plugins/log.ts';
import { ProblemError } from '../problems.ts';
import type { Handlers } from '../route.ts';
import { isElsewhere } from './stored-secret.ts';
import type { mailboxTrialContracts } from './schema.ts';

/** Trying a mailbox's settings before they are saved, and reading a mailbox at once: both are the worker's to do. */
export const mailboxTrialHandlers = (deps: ApiDeps): Handlers<typeof mailboxTrialContracts> => ({
  'POST /api/mailboxes/trials': async ({ trx, body, account, afterwards }) => {
    const { mailbox = null, password, ...settings } = body;
    const saved = mailbox === null ? undefined : await mailboxById(trx, mailbox);
    if (mailbox !== null && !saved) throw new ProblemError('not-found');
    if (password === undefined && !saved) throw new ProblemError('bad-request', { missing: 'password' });
    if (password === undefined && saved && isElsewhere(settings, saved)) throw new ProblemError('secret-again', { missing: 'password' });
    const id = await askTrial(trx, {
      mailbox,
      settings,
      secret: password === undefined ? null : seal(deps.config.secretKey, password),
    });
    // Without Temporal nothing can be tried: that is told, not saved for later.
    afterwards(() => startTryMailbox(deps.client, { tenant: account.tenant, trial: id }));
    return { id };
  },

  'GET /api/mailboxes/trials/:id': async ({ trx, params, request }) => {
    const row = await trialById(trx, params.id);
    if (!row) throw new ProblemError('not-found');
    const language = languageOf(request);
    const said = (result: TrialResult | null) =>
      result && {
        error: result.error && { code: result.error.code, text: result.error[language] },
        folders: result.folders ?? null,
        messages: result.messages ?? null,
      };
    return { imap: said(row.imap), smtp: said(row.smtp) };
  },

  'POST /api/mailboxes/:id/look': async ({ trx, params, account, afterwards, request }) => {
    const mailbox = await mailboxById(trx, params.id);
    if (!mailbox) throw new ProblemError('not-found');
    if (!mailbox.active) throw new ProblemError('mailbox-off');
    afterwards(() => lookSoon(deps, { tenant: account.tenant, mailbox: mailbox.id }, request.log));
    return { done: true };
  },
});

/** Settings hold from now on. Without Temporal they are seen when it is back. */
export async function lookSoon({ db, client }: ApiDeps, input: { tenant: string; mailbox: string }, log: FastifyBaseLogger): Promise<void> {
  try {
    await lookAtMailbox(client, { ...input, generation: await generationOf(db) });
  } catch (error) {
    log.warn({ err: safeError(error), mailbox: input.mailbox }, 'the mailbox was not told; it is looked at in its next round');
  }
}
