import type { FastifyInstance } from 'fastify';
import { absences as absencesOf, endAbsence, handOnForAbsences, insertAbsence } from '../../db/absences.ts';
import type { Trx } from '../../db/client.ts';
import type { ApiDeps } from '../app.ts';
import { ProblemError } from '../problems.ts';
import { define } from '../route.ts';
import { absenceContracts } from './schema.ts';

export function absences(app: FastifyInstance, deps: ApiDeps): void {
  define(app, deps, absenceContracts, {
    'GET /api/absences': async ({ trx, account }) => ({ items: await absencesOf(trx, account.roles.includes('lead') ? null : account.id) }),

    'POST /api/absences': async ({ trx, account, body }) => {
      const away = body.account ?? account.id;
      if (away !== account.id && !account.roles.includes('lead')) throw new ProblemError('not-allowed');
      const [from, until] = [new Date(body.from), new Date(body.until)];
      if (until.getTime() <= Date.now() || until <= from) throw new ProblemError('in-the-past');
      if (body.deputy === away || !(await areColleagues(trx, [away, body.deputy]))) throw new ProblemError('no-deputy');
      const id = await insertAbsence(trx, { account: away, from, until, deputy: body.deputy, by: account.id });
      await handOnForAbsences(trx);
      return { id };
    },

    'DELETE /api/absences/:id': async ({ trx, account, params }) => {
      const row = await trx.selectFrom('absence').select('account').where('id', '=', params.id).executeTakeFirst();
      if (!row || (row.account !== account.id && !account.roles.includes('lead'))) throw new ProblemError('not-found');
      await endAbsence(trx, params.id);
      await handOnForAbsences(trx);
      return { done: true };
    },
  });
}

async function areColleagues(trx: Trx, ids: (string | null)[]): Promise<boolean> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  const rows = await trx.selectFrom('account').select('id').where('id', 'in', wanted).where('active', '=', true).execute();
  return rows.length === wanted.length;
}
