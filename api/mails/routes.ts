import type { FastifyInstance } from 'fastify';
import { audit } from '../../db/audit.ts';
import type { Trx } from '../../db/client.ts';
import { askOverruling, lastStanding } from '../../db/overrulings.ts';
import { deedsOf } from '../../domain/mail/overrule.ts';
import type { ApiDeps } from '../app.ts';
import { languageOf } from '../language.ts';
import { ProblemError } from '../problems.ts';
import { define } from '../route.ts';
import { beginOverrule } from './begin-overrule.ts';
import { ledgerMail } from './ledger-mail.ts';
import { mailContracts } from './schema.ts';

/** Single mails of the ledger: looking at one, and a person's word against a verdict. */
export function mails(app: FastifyInstance, deps: ApiDeps): void {
  define(app, deps, mailContracts, {
    'GET /api/ledger/mails/:id': ({ trx, params, request }) => ledgerMail(trx, params.id, languageOf(request)),

    'POST /api/ledger/mails/overrule': async ({ trx, body, account, afterwards, request }) => {
      const { deed } = body;
      const rows = await trx.selectFrom('inbound_mail').select(['id', 'verdict']).where('id', 'in', body.mails).execute();
      const possible = rows.filter((row) => deedsOf(row.verdict).includes(deed)).map((row) => row.id);
      const chosen = deed === 'join' ? await requestByNumber(trx, body.request) : null;
      const skipped = body.mails.filter((id) => !possible.includes(id));
      if (possible.length === 0) return { overrulings: [], skipped };
      const overrulings = await askOverruling(trx, { mails: possible, deed, account: account.id, request: chosen });
      for (const id of possible) await audit(trx, { account: account.id, action: `mail-${deed}`, entity: 'mail', id });
      afterwards(() => beginOverrule(deps, account.tenant, overrulings, request.log));
      return { overrulings, skipped };
    },

    'POST /api/ledger/mails/:id/undo': async ({ trx, params, account, afterwards, request }) => {
      const mail = await trx.selectFrom('inbound_mail').select('id').where('id', '=', params.id).executeTakeFirst();
      if (!mail) throw new ProblemError('not-found');
      const last = await lastStanding(trx, mail.id);
      if (!last || isFinal(last.before)) throw new ProblemError('not-undoable');
      const overrulings = await askOverruling(trx, { mails: [mail.id], deed: 'undo', account: account.id, undoes: last.id });
      await audit(trx, { account: account.id, action: 'mail-undo', entity: 'mail', id: mail.id });
      afterwards(() => beginOverrule(deps, account.tenant, overrulings, request.log));
      return { overrulings };
    },
  });
}

/** Whether an overruling closed a request that its mail had made. */
const isFinal = (before: unknown): boolean => typeof before === 'object' && before !== null && 'closed' in before;

async function requestByNumber(trx: Trx, number: string | undefined): Promise<string> {
  const row =
    number === undefined
      ? undefined
      : await trx.selectFrom('request').select('id').where('number', '=', number.trim().toUpperCase()).executeTakeFirst();
  if (!row) throw new ProblemError('unknown-request');
  return row.id;
}
