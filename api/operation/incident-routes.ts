import type { FastifyInstance } from 'fastify';
import { v5 as uuidv5 } from 'uuid';
import { audit } from '../../db/audit.ts';
import { createBatch } from '../../db/batches.ts';
import type { Trx } from '../../db/client.ts';
import { loadGraph } from '../../db/graphs.ts';
import { incidentGroups, openIncidentsOfKind } from '../../db/incidents.ts';
import { targetsOf } from '../../domain/process/migrate/targets.ts';
import { position, variablesOf } from '../../domain/process/position.ts';
import type { ApiDeps } from '../app.ts';
import { beginBatch } from '../batches/begin-batch.ts';
import { ProblemError } from '../problems.ts';
import { define } from '../route.ts';
import { incidentContracts } from './incident-schema.ts';

/** What stands, and what operators may do about it. Every correction is an event of the request, with its reason, and stands in the audit. */
export function incidents(app: FastifyInstance, deps: ApiDeps): void {
  define(app, deps, incidentContracts, {
    'GET /api/incidents/groups': async ({ trx }) => ({ items: await incidentGroups(trx) }),
    'POST /api/incidents/groups/retry': async ({ trx, body, account, key, afterwards, request }) => {
      const { reason, ...kind } = body;
      const items = (await openIncidentsOfKind(trx, kind)).map(({ id, request }) => ({ request, payload: { incident: id } }));
      const id = uuidv5(`${account.id} ${key}`, account.tenant);
      const { isNew } = await createBatch(trx, { id, kind: 'incident-retried', payload: kind, reason, by: account.id, items });
      const data = { ...kind, incidents: items.length, reason };
      if (isNew) await audit(trx, { account: account.id, action: 'incidents-retried', entity: 'batch', id, data });
      afterwards(() => beginBatch(deps, account.tenant, id, request.log));
      return { batch: id, requests: items.length };
    },
    'POST /api/incidents/:id/skip': async ({ trx, params, body, account, record, request }) => {
      const incident = await trx
        .selectFrom('incident')
        .select(['request', 'element', 'code', 'closed_at'])
        .where('id', '=', params.id)
        .executeTakeFirst();
      if (!incident) throw new ProblemError('not-found');
      if (incident.closed_at) throw new ProblemError('incident-closed');
      const { element, code } = incident;
      await audit(trx, {
        account: account.id,
        action: 'incident-skipped',
        entity: 'request',
        id: incident.request,
        data: { element, code, reason: body.reason },
      });
      await record({
        request: incident.request,
        kind: 'incident-skipped',
        payload: { incident: params.id, ...body },
        key: `skip:${params.id}:${request.id}`,
      });
      return { saved: true, pending: false };
    },
    'GET /api/requests/:id/standing': async ({ trx, params }) => {
      const state = await runningState(trx, params.id);
      const tokens = [];
      for (const { activation, element, graph: hash } of position(state).tokens) {
        const graph = await loadGraph(trx, hash);
        const nameOf = (id: string) => graph.elements[id]?.name || id;
        const targets = targetsOf(graph, element).map((id) => ({ element: id, name: nameOf(id) }));
        tokens.push({ activation, element, name: nameOf(element), process: graph.name, targets });
      }
      return { tokens, variables: variablesOf(state) };
    },
    'POST /api/requests/:id/tokens/:activation/move': async ({ trx, params, body, account, record, request }) => {
      await runningState(trx, params.id);
      const data = { activation: params.activation, to: body.element, reason: body.reason };
      await audit(trx, { account: account.id, action: 'token-moved', entity: 'request', id: params.id, data });
      await record({
        request: params.id,
        kind: 'token-moved',
        payload: { activation: params.activation, ...body },
        key: `move:${params.activation}:${request.id}`,
      });
      return { saved: true, pending: false };
    },
    'POST /api/requests/:id/variables': async ({ trx, params, body, account, record, request }) => {
      await runningState(trx, params.id);
      const data = { names: Object.keys(body.variables), reason: body.reason };
      await audit(trx, { account: account.id, action: 'variables-set', entity: 'request', id: params.id, data });
      await record({ request: params.id, kind: 'variables-set', payload: body, key: `variables:${request.id}` });
      return { saved: true, pending: false };
    },
    'POST /api/requests/:id/migrations/:event/undo': async ({ trx, params, body, account, record, request }) => {
      await runningState(trx, params.id);
      const data = { event: params.event, reason: body.reason };
      await audit(trx, { account: account.id, action: 'migration-undone', entity: 'request', id: params.id, data });
      const payload = { event: params.event, reason: body.reason };
      await record({ request: params.id, kind: 'migration-undone', payload, key: `undo:${params.event}:${request.id}` });
      return { saved: true, pending: false };
    },
  });
}

/** @throws ProblemError not-found, request-closed */
async function runningState(trx: Trx, id: string) {
  const request = await trx.selectFrom('request').select('state').where('id', '=', id).executeTakeFirst();
  if (!request) throw new ProblemError('not-found');
  if (request.state?.status !== 'running') throw new ProblemError('request-closed');
  return request.state;
}
