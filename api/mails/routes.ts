import type { FastifyInstance } from 'fastify';
import { audit } from '../../db/audit.ts';
import type { Trx } from '../../db/client.ts';
import { ledgerCounts, ledgerRows } from '../../db/ledger.ts';
import { askOverruling, lastStanding, overrulingStates } from '../../db/overrulings.ts';
import { deedsOf } from '../../domain/mail/overrule.ts';
import { reasonText } from '../../domain/mail/reasons.ts';
import type { ApiDeps } from '../app.ts';
import { languageOf } from '../language.ts';
import { ProblemError } from '../problems.ts';
import { define } from '../route.ts';
import { beginOverrule } from './begin-overrule.ts';
import { mailFiles } from './files.ts';
import { ledgerMail } from './ledger-mail.ts';
import { mailContracts } from './schema.ts';
import { isUndoable } from './undoable.ts';

/** Mails of the ledger: finding them, looking at one, and a person's word against verdicts. */
export function mails(app: FastifyInstance, deps: ApiDeps): void {
  mailFiles(app, deps);
  define(app, deps, mailContracts, {
    'GET /api/ledger/mails': async ({ trx, query: { limit = 50, cursor, ...filter }, request }) => {
      const before = cursor !== undefined && /^[0-9a-f-]{36}$/.test(cursor) ? cursor : null;
      const rows = await ledgerRows(trx, { ...filter, before, limit });
      const language = languageOf(request);
      const items = rows.slice(0, limit).map((row) => ({
        ...row,
        reason: row.reason && reasonText(row.reason, language),
        reasonCode: row.reason,
        deeds: [...deedsOf(row.verdict)],
      }));
      return { items, nextCursor: rows.length > limit ? items.at(-1)!.id : null };
    },

    'GET /api/ledger/counts': ({ trx }) => ledgerCounts(trx),

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

    'POST /api/ledger/overrulings/states': async ({ trx, body }) => ({
      items: (await overrulingStates(trx, body.overrulings)).map(({ before, undone, ...row }) => ({
        ...row,
        isUndoable: row.state === 'done' && !undone && isUndoable(before),
      })),
    }),

    'POST /api/ledger/overrulings/undo': async ({ trx, body, account, afterwards, request }) => {
      const overrulings: string[] = [];
      for (const { id, mail } of await overrulingStates(trx, body.overrulings)) {
        const last = await lastStanding(trx, mail);
        if (last?.id !== id || !isUndoable(last.before)) continue;
        overrulings.push(...(await askOverruling(trx, { mails: [mail], deed: 'undo', account: account.id, undoes: id })));
        await audit(trx, { account: account.id, action: 'mail-undo', entity: 'mail', id: mail });
      }
      if (overrulings.length === 0) throw new ProblemError('not-undoable');
      afterwards(() => beginOverrule(deps, account.tenant, overrulings, request.log));
      return { overrulings };
    },
  });
}

async function requestByNumber(trx: Trx, number: string | undefined): Promise<string> {
  const row =
    number === undefined
      ? undefined
      : await trx.selectFrom('request').select('id').where('number', '=', number.trim().toUpperCase()).executeTakeFirst();
  if (!row) throw new ProblemError('unknown-request');
  return row.id;
}
