import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { stepDescriptions } from '../../activities/steps/index.ts';
import { announce } from '../../db/changes.ts';
import type { Trx } from '../../db/client.ts';
import {
  createDefinition,
  type DefinitionHead,
  listDefinitions,
  readDefinition,
  saveDraft,
  versionSource,
  versionsOf,
} from '../../db/definitions.ts';
import { runningByGraph, runningWith } from '../../db/running.ts';
import type { DefinitionType } from '../../db/schema.ts';
import type { ApiDeps } from '../app.ts';
import { ProblemError } from '../problems.ts';
import { define } from '../route.ts';
import { decisionIds } from './decision-ids.ts';
import { elementTemplate } from './element-template.ts';
import { checkDefinition, publishDefinition } from './publish.ts';
import { definitionContracts } from './schema.ts';

interface Named {
  type: DefinitionType;
  key: string;
}

/** What designers edit: drafts, their check, publishing, versions, and the catalogue of step types. */
export function definitions(app: FastifyInstance, deps: ApiDeps): void {
  const steps = stepDescriptions;
  define(app, deps, definitionContracts, {
    'GET /api/definitions': async ({ trx }) => {
      const [heads, names, running] = [await listDefinitions(trx), await accountNames(trx), await runningByProcess(trx)];
      return { items: heads.map((head) => itemOf(head, names, head.type === 'process' ? (running.get(head.key) ?? 0) : null)) };
    },
    'POST /api/definitions': async ({ trx, body, account, reply }) => {
      if (!(await createDefinition(trx, { ...body, by: account.id }))) throw new ProblemError('already-exists');
      await announce(trx, [{ entity: 'definition', account: account.id }]);
      return savedReply(trx, body, reply);
    },
    'GET /api/definitions/:type/:key': async ({ trx, params, reply }) => {
      const draft = await draftOf(trx, params);
      tag(reply, draft.version);
      const running = await runningWith(trx, { ...params, decisions: decisionIds(draft.source) });
      return { ...itemOf(draft, await accountNames(trx), running), source: draft.source, running };
    },
    'PUT /api/definitions/:type/:key': async ({ trx, params, body, account, request, reply }) => {
      const before = await draftOf(trx, params);
      await save(trx, { ...params, title: body.title ?? before.title, source: body.source, by: account.id }, request);
      return savedReply(trx, params, reply);
    },
    'POST /api/definitions/:type/:key/check': async ({ trx, params, body }) => {
      await draftOf(trx, params);
      return { findings: await checkDefinition(trx, { ...params, steps, ...(body.source === undefined ? {} : { source: body.source }) }) };
    },
    'POST /api/definitions/:type/:key/publish': async ({ trx, params, body, account, request }) => {
      const draft = await draftOf(trx, params);
      if (expectedVersion(request) !== draft.version) throw await draftChanged(trx, params);
      const outcome = await publishDefinition(trx, { ...params, by: account.id, comment: body.comment?.trim() || null, steps });
      if (!outcome.ok) throw new ProblemError('not-publishable', { findings: outcome.findings });
      return { published: outcome.published, findings: outcome.findings };
    },
    'GET /api/definitions/:type/:key/versions': async ({ trx, params }) => {
      await draftOf(trx, params);
      const [versions, names, running] = [
        await versionsOf(trx, params.type, params.key),
        await accountNames(trx),
        await runningByGraph(trx),
      ];
      return {
        items: versions.map(({ number, comment, graph, publishedAt, publishedBy }, index) => {
          // Two versions may share a graph (only the drawing changed): its requests are counted at the newer one.
          const isCounted = graph !== null && versions.findIndex((version) => version.graph === graph) === index;
          return {
            number,
            comment,
            publishedAt,
            publishedBy: person(publishedBy, names),
            running: graph === null ? null : isCounted ? (running.get(graph) ?? 0) : 0,
          };
        }),
      };
    },
    'GET /api/definitions/:type/:key/versions/:number': async ({ trx, params }) => ({
      number: params.number,
      source: await oldSource(trx, params),
    }),
    'POST /api/definitions/:type/:key/versions/:number/restore': async ({ trx, params, account, request, reply }) => {
      const [draft, source] = [await draftOf(trx, params), await oldSource(trx, params)];
      await save(trx, { type: params.type, key: params.key, title: draft.title, source, by: account.id }, request);
      return savedReply(trx, params, reply);
    },
    'GET /api/steps': async ({ account }) => ({ items: steps.map((step) => ({ ...elementTemplate(step, account.language) }) as never) }),
  });
}

async function draftOf(trx: Trx, { type, key }: Named): Promise<DefinitionHead & { source: string }> {
  const draft = await readDefinition(trx, type, key);
  if (!draft) throw new ProblemError('not-found');
  return draft;
}

async function oldSource(trx: Trx, { type, key, number }: Named & { number: number }): Promise<string> {
  const source = await versionSource(trx, type, key, number);
  if (source === null) throw new ProblemError('not-found');
  return source;
}

async function save(trx: Trx, draft: Named & { title: string; source: string; by: string }, request: FastifyRequest): Promise<void> {
  const outcome = await saveDraft(trx, { ...draft, expectedVersion: expectedVersion(request) });
  if (!outcome.saved) throw outcome.reason === 'missing' ? new ProblemError('not-found') : await draftChanged(trx, draft);
  await announce(trx, [{ entity: 'definition', account: draft.by }]);
}

/** 412, with whose changes are in the way. */
async function draftChanged(trx: Trx, named: Named): Promise<ProblemError> {
  const { version, updatedAt, updatedBy } = await draftOf(trx, named);
  return new ProblemError('draft-changed', { version, updatedAt, updatedBy: person(updatedBy, await accountNames(trx)) });
}

async function savedReply(trx: Trx, named: Named, reply: FastifyReply) {
  const { version, updatedAt, changed } = await draftOf(trx, named);
  tag(reply, version);
  return { version, savedAt: updatedAt, changed };
}

const tag = (reply: FastifyReply, version: number): void => void reply.header('etag', `"${version}"`);

/** -1 fits no draft: without If-Match nothing is overwritten. */
function expectedVersion(request: FastifyRequest): number {
  const match = /^(?:W\/)?"(\d+)"$/.exec(request.headers['if-match'] ?? '');
  return match ? Number(match[1]) : -1;
}

async function runningByProcess(trx: Trx): Promise<Map<string, number>> {
  const [running, graphs] = [await runningByGraph(trx), await trx.selectFrom('graph').select(['hash', 'process']).execute()];
  const sums = new Map<string, number>();
  for (const { hash, process } of graphs) sums.set(process, (sums.get(process) ?? 0) + (running.get(hash) ?? 0));
  return sums;
}

async function accountNames(trx: Trx): Promise<Map<string, string>> {
  const rows = await trx.selectFrom('account').select(['id', 'name']).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

const person = (id: string | null, names: Map<string, string>) => (id === null ? null : { id, name: names.get(id) ?? '' });

function itemOf(head: DefinitionHead, names: Map<string, string>, running: number | null) {
  const { type, key, title, version, updatedAt, published, changed } = head;
  return { type, key, title, version, updatedAt, updatedBy: person(head.updatedBy, names), published, changed, running };
}
