import type { FastifyInstance } from 'fastify';
import { v5 as uuidv5 } from 'uuid';
import { audit } from '../../db/audit.ts';
import { createBatch } from '../../db/batches.ts';
import type { Trx } from '../../db/client.ts';
import { loadGraph } from '../../db/graphs.ts';
import { graphOfVersion, requestsOn } from '../../db/migrating.ts';
import { position } from '../../domain/process/position.ts';
import { proposeMapping } from '../../domain/process/migrate/propose.ts';
import type { Graph } from '../../domain/process/types.ts';
import type { ApiDeps } from '../app.ts';
import { beginBatch } from '../batches/begin-batch.ts';
import { ProblemError } from '../problems.ts';
import { define } from '../route.ts';
import { dryRun } from './dry-run.ts';
import { migrationContracts } from './schema.ts';

/** Running requests and the versions of their process: what would become of them in another one, and moving them there. */
export function migrations(app: FastifyInstance, deps: ApiDeps): void {
  define(app, deps, migrationContracts, {
    'GET /api/processes/:key/migration': async ({ trx, params, query }) => {
      const { from, to } = await graphsOf(trx, params.key, query);
      const requests = await requestsOn(trx, from.hash);
      const standing = new Map<string, number>();
      for (const { state } of requests) {
        const here = position(state).tokens.filter(({ graph }) => graph === from.hash);
        for (const element of new Set(here.map((token) => token.element))) standing.set(element, (standing.get(element) ?? 0) + 1);
      }
      return {
        requests: requests.length,
        elements: proposeMapping(from, to).map((one) => ({ ...one, requests: standing.get(one.element) ?? 0 })),
        targets: Object.entries(to.elements)
          .filter(([id]) => id !== to.process)
          .map(([element, { kind, name }]) => ({ element, kind, name })),
      };
    },
    'POST /api/processes/:key/migration/dry-run': async ({ trx, params, body }) => {
      const graphs = await graphsOf(trx, params.key, body);
      const { elements, only, after } = body;
      return dryRun(await requestsOn(trx, graphs.from.hash), { ...graphs, elements, only, after });
    },
    'POST /api/processes/:key/migration': async ({ trx, params, body, account, key, afterwards, request }) => {
      const { from, to } = await graphsOf(trx, params.key, body);
      const chosen = body.requests && new Set(body.requests);
      const items = (await requestsOn(trx, from.hash)).filter(({ id }) => !chosen || chosen.has(id)).map(({ id }) => ({ request: id }));
      const payload = { process: params.key, from: from.hash, to: to.hash, elements: body.elements, versions: [body.from, body.to] };
      const made = await createBatch(trx, {
        id: uuidv5(`${account.id} ${key}`, account.tenant),
        kind: 'request-migrated',
        payload,
        reason: body.reason,
        by: account.id,
        items,
      });
      if (made.isNew) {
        const data = { process: params.key, from: body.from, to: body.to, requests: items.length, reason: body.reason };
        await audit(trx, { account: account.id, action: 'migration-started', entity: 'batch', id: made.id, data });
      }
      afterwards(() => beginBatch(deps, account.tenant, made.id, request.log));
      return { batch: made.id, requests: items.length };
    },
  });
}

/** @throws ProblemError not-found, same-version */
async function graphsOf(trx: Trx, process: string, { from, to }: { from: number; to: number }): Promise<{ from: Graph; to: Graph }> {
  const [one, other] = [await graphOfVersion(trx, process, from), await graphOfVersion(trx, process, to)];
  if (one === null || other === null) throw new ProblemError('not-found');
  if (one === other) throw new ProblemError('same-version');
  return { from: await loadGraph(trx, one), to: await loadGraph(trx, other) };
}
