import type { FastifyInstance } from 'fastify';
import { v5 as uuidv5 } from 'uuid';
import { audit } from '../../db/audit.ts';
import { createBatch } from '../../db/batches.ts';
import { calendarsOfTopics, setTopicCalendar, topicCalendars } from '../../db/calendars.ts';
import { requestsNotBy } from '../../db/open-levels.ts';
import { previewed } from '../../db/previewed.ts';
import type { ApiDeps } from '../app.ts';
import { beginBatch } from '../batches/begin-batch.ts';
import { ProblemError } from '../problems.ts';
import { define } from '../route.ts';
import { inForce, previewTable } from './preview-table.ts';
import { recountTopics } from './recount.ts';
import { serviceLevelContracts } from './schema.ts';
import { tablesInForce } from './tables.ts';

/** What customers are owed: the tables in force, what a draft would change, and a table that counts for open requests too. */
export function serviceLevels(app: FastifyInstance, deps: ApiDeps): void {
  define(app, deps, serviceLevelContracts, {
    'GET /api/service-levels': async ({ trx }) => ({ items: await tablesInForce(trx) }),
    'POST /api/service-levels/preview': ({ trx, body }) => previewTable(trx, body.draft),
    'POST /api/service-levels/apply': async ({ trx, account, body, key, afterwards, request }) => {
      const items = [];
      for (const { process, hash: graph } of await inForce(trx))
        for (const id of await requestsNotBy(trx, { process, graph })) items.push({ request: id, payload: { graph } });
      if (items.length === 0) return { batch: null, requests: 0 };
      const id = uuidv5(`${account.id} ${key}`, account.tenant);
      const payload = { table: true, requests: items.length };
      const { isNew } = await createBatch(trx, { id, kind: 'level-changed', payload, reason: body.reason, by: account.id, items });
      if (isNew) await audit(trx, { account: account.id, action: 'applied', entity: 'service-level', data: { requests: items.length } });
      afterwards(() => beginBatch(deps, account.tenant, id, request.log));
      return { batch: id, requests: items.length };
    },
    'GET /api/topic-calendars': async ({ trx }) => ({ items: await topicCalendars(trx) }),
    'PUT /api/topic-calendars/:key': async ({ trx, account, params, body: { calendar, preview }, key, afterwards, request }) => {
      const before = await calendarsOfTopics(trx);
      const recount = await previewed(trx, preview, async () => {
        if (!(await setTopicCalendar(trx, params.key, calendar))) throw new ProblemError('not-found');
        return recountTopics(trx, before, preview ? null : { account, key });
      });
      if (preview) return recount;
      await audit(trx, { account: account.id, action: 'changed', entity: 'topic-calendar', id: params.key, data: { calendar } });
      const { batch } = recount;
      if (batch) afterwards(() => beginBatch(deps, account.tenant, batch, request.log));
      return recount;
    },
  });
}
