import type { FastifyInstance } from 'fastify';
import { audit, auditRows } from '../../db/audit.ts';
import { deleteNamed, saveNamed } from '../../db/vocabulary.ts';
import type { ApiDeps } from '../app.ts';
import { ProblemError } from '../problems.ts';
import { type Call, define } from '../route.ts';
import { unlessUsed } from '../unless-exists.ts';
import { accountHandlers } from './accounts.ts';
import { distributionHandlers } from './distribution.ts';
import { distributionContracts } from './distribution-schema.ts';
import { mailboxTrialHandlers } from './mailbox-trials.ts';
import { mailboxHandlers } from './mailboxes.ts';
import { sendingHandlers } from './sending.ts';
import { sendingContracts } from './sending-schema.ts';
import { accountContracts, mailboxContracts, mailboxTrialContracts, wordContracts } from './schema.ts';

export function administration(app: FastifyInstance, deps: ApiDeps): void {
  define(app, deps, accountContracts, accountHandlers);
  define(app, deps, mailboxContracts, mailboxHandlers(deps));
  define(app, deps, mailboxTrialContracts, mailboxTrialHandlers(deps));
  define(app, deps, distributionContracts, distributionHandlers(deps));
  define(app, deps, sendingContracts, sendingHandlers(deps.config.secretKey));
  define(app, deps, wordContracts, {
    'PUT /api/skills/:key': (call) => save('skill', call),
    'DELETE /api/skills/:key': (call) => remove('skill', call),
    'PUT /api/topics/:key': (call) => save('topic', call),
    'DELETE /api/topics/:key': (call) => remove('topic', call),
    'GET /api/audit': async ({ trx, query }) => {
      const limit = query.limit ?? 50;
      const before = query.cursor !== undefined && /^[0-9a-f-]{36}$/.test(query.cursor) ? query.cursor : null;
      const rows = await auditRows(trx, { before, limit });
      const items = rows.slice(0, limit);
      return { items, nextCursor: rows.length > limit ? items.at(-1)!.id : null };
    },
  });
}

type Table = 'skill' | 'topic';

async function save(
  table: Table,
  { trx, account, params, body }: Pick<Call<(typeof wordContracts)['PUT /api/skills/:key']>, 'trx' | 'account' | 'params' | 'body'>,
) {
  const named = { key: params.key, title: body.title };
  await saveNamed(trx, table, named);
  await audit(trx, { account: account.id, action: 'saved', entity: table, id: params.key });
  return named;
}

async function remove(
  table: Table,
  { trx, account, params }: Pick<Call<(typeof wordContracts)['DELETE /api/skills/:key']>, 'trx' | 'account' | 'params'>,
) {
  if (!(await unlessUsed(() => deleteNamed(trx, table, params.key)))) throw new ProblemError('not-found');
  await audit(trx, { account: account.id, action: 'deleted', entity: table, id: params.key });
  return { done: true as const };
}
