import type { FastifyInstance } from 'fastify';
import type { Trx } from '../../db/client.ts';
import { elementName, graphNames } from '../../db/graph-names.ts';
import { listRequests, searchRequests } from '../../db/request-search.ts';
import {
  diagramsOf,
  fullPosition,
  graphsInTimeline,
  lockRequest,
  openIncidentsOf,
  requestById,
  timelineOf,
} from '../../db/request-view.ts';
import { reasonText } from '../../domain/mail/reasons.ts';
import type { ApiDeps } from '../app.ts';
import { ProblemError } from '../problems.ts';
import { languageOf } from '../language.ts';
import { define } from '../route.ts';
import { clockContracts, requestClocks } from './clocks.ts';
import { requestDetail } from './detail.ts';
import { idleContracts, repair } from './idle.ts';
import { requestContracts } from './schema.ts';

export function requests(app: FastifyInstance, deps: ApiDeps): void {
  define(app, deps, clockContracts, {
    'GET /api/requests/:id/clocks': ({ trx, params, query }) => requestClocks(trx, params.id, query.at),
    'PUT /api/requests/:id/kind': async ({ trx, params, body, record, key }) => {
      const known = await trx.selectFrom('kind').select('key').where('key', '=', body.kind).executeTakeFirst();
      if (!known) throw new ProblemError('not-found');
      const request = await lockOpen(trx, params.id);
      await record({ request, kind: 'kind-changed', payload: { kind: body.kind }, key: `kind:${key}` });
      return { saved: true, pending: false };
    },
    'PUT /api/requests/:id/priority': async ({ trx, params, body, record, key }) => {
      const request = await lockOpen(trx, params.id);
      await record({ request, kind: 'priority-set', payload: { priority: body.priority }, key: `priority:${key}` });
      return { saved: true, pending: false };
    },
  });
  define(app, deps, idleContracts, {
    'POST /api/requests/:id/repair': async ({ trx, account, params, record, request }) => {
      await repair({ trx, record }, account, params.id, request.id);
      return { saved: true, pending: false };
    },
  });
  define(app, deps, requestContracts, {
    'GET /api/requests': ({ trx, query }) => {
      const { search = '', status, customer, cursor: after, limit = 30 } = query;
      const filter = { status, customer, after, limit };
      return /[\p{L}\p{N}]/u.test(search) ? searchRequests(trx, { ...filter, search: search.trim() }) : listRequests(trx, filter);
    },

    'GET /api/requests/:id': async ({ trx, account, params }) => requestDetail(trx, params.id, account),

    'GET /api/requests/:id/timeline': async ({ trx, params, query, request }) => {
      await existing(trx, params.id);
      const limit = query.limit ?? 100;
      const before = query.cursor !== undefined && /^\d{1,18}$/.test(query.cursor) ? query.cursor : null;
      const rows = await timelineOf(trx, { request: params.id, before, limit });
      const names = await graphNames(
        trx,
        rows.map((row) => row.graph),
      );
      const items = rows.slice(0, limit).map((row) => ({
        ...row,
        data: inWords(row.data, languageOf(request)),
        elementName: row.element === null ? null : elementName(names, row.graph, row.element),
      }));
      return { items, nextCursor: rows.length > limit ? items.at(-1)!.seq : null };
    },

    'GET /api/requests/:id/diagram': async ({ trx, params }) => {
      const request = await existing(trx, params.id);
      const { tokens, timers } = fullPosition(request.position);
      const called = [...tokens.map((token) => token.graph), ...(await graphsInTimeline(trx, request.id))];
      const hashes = [...new Set([...(request.graph === null ? [] : [request.graph]), ...called])];
      const [names, sources] = [await graphNames(trx, hashes), await diagramsOf(trx, request.id, hashes)];
      const graphs = hashes.flatMap((hash) => {
        const [name, source] = [names.get(hash), sources.find(({ graph }) => graph === hash)];
        return name && source ? [{ ...source, process: name.process, title: name.name }] : [];
      });
      return { graphs, tokens, timers };
    },

    'POST /api/requests/:id/incidents/:incident/retry': async ({ trx, params, body, record, request }) => {
      await existing(trx, params.id);
      const open = await openIncidentsOf(trx, params.id);
      if (!open.some(({ id }) => id === params.incident)) throw new ProblemError('incident-closed');
      const payload = { incident: params.incident, ...(body.variables ? { variables: body.variables } : {}) };
      // Each click is a try of its own: the incident stays the same one until it is closed.
      await record({ request: params.id, kind: 'incident-retried', payload, key: `retry:${params.incident}:${request.id}` });
      return { saved: true, pending: false };
    },

    'POST /api/requests/:id/promises': async ({ trx, params, body, record, key }) => {
      const request = await lockOpen(trx, params.id);
      if (Date.parse(body.dueAt) <= Date.now()) throw new ProblemError('in-the-past');
      await record({ request, kind: 'promise-made', payload: { dueAt: body.dueAt, toldBy: 'agent' }, key: `promise:${key}` });
      return { saved: true, pending: false };
    },

    'POST /api/requests/:id/close': async ({ trx, params, body, record }) => {
      const request = await lockOpen(trx, params.id);
      await record({ request, kind: 'request-cancelled', payload: { reason: body.reason }, key: 'request-cancelled' });
      return { saved: true, pending: false };
    },
  });
}

async function lockOpen(trx: Trx, id: string): Promise<string> {
  const request = await lockRequest(trx, id);
  if (!request) throw new ProblemError('not-found');
  if (request.status === 'closed' || request.status === 'archived') throw new ProblemError('request-closed');
  return request.id;
}

async function existing(trx: Trx, id: string) {
  const request = await requestById(trx, id);
  if (!request) throw new ProblemError('not-found');
  return request;
}

/** Reasons of mail filters (`M401 …`) as people read them. */
function inWords<D extends Record<string, unknown>>(data: D, language: 'de' | 'en'): D {
  const { reason } = data;
  return typeof reason === 'string' && /^M\d{3} /.test(reason) ? { ...data, reason: reasonText(reason, language) } : data;
}
