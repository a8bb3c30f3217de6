import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { reconcile } from '../../../activities/reconcile.ts';
import type { RunningWorker } from '../../../activities/worker.ts';
import { createBatch } from '../../../db/batches.ts';
import { asTenant, type Trx } from '../../../db/client.ts';
import { graphOfVersion } from '../../../db/migrating.ts';
import { recordEvent } from '../../../db/request-events.ts';
import { openRequest } from '../../../db/requests.ts';
import { bpmn, end, flow, gateway, path, start, user } from '../../domain/process/model.ts';
import { provisionTenant } from '../../tenant.ts';
import { type Person, person, startTestApi, type TestApi } from '../test-api.ts';
import { startTestWorker } from '../test-worker.ts';
import { first, publishEntry, second } from './versions.ts';

/** Check 6 of the engine's proof, as an operator does it; `REQUESTS=200` for the figures. */
const many = Number(process.env['REQUESTS'] ?? 20);

const namespace = `api-${randomUUID()}`;
let api: TestApi;
let worker: RunningWorker;
let tenant: string;
let mailbox: string;
let dana: Person;

beforeAll(async () => {
  api = await startTestApi({ namespace });
  ({ tenant, mailbox } = await provisionTenant(api.url, api.db));
  worker = await startTestWorker(api, namespace);
  dana = await person(api, tenant, { name: 'Dana Weiss', roles: ['designer', 'administrator'] });
}, 90_000);
afterAll(async () => {
  await worker.stop();
  await api.close();
});

const inTenant = <T>(work: (trx: Trx) => Promise<T>): Promise<T> => asTenant(api.db, tenant, work);
const publish = (model: string) => inTenant((trx) => publishEntry(trx, model, dana.id));

async function arrived(): Promise<string> {
  const opened = await inTenant((trx) =>
    openRequest(trx, {
      channel: 'mail',
      subject: 'Frage',
      language: 'de',
      mailbox,
      requester: { name: 'Karla Kunde', address: 'karla@mail.example' },
      message: { text: 'Frage' },
      key: randomUUID(),
    }),
  );
  await api.deliver(tenant, opened.request, opened.event);
  return opened.request;
}

async function complete(request: string): Promise<void> {
  const event = await inTenant(async (trx) => {
    const open = await trx
      .selectFrom('task')
      .select('id')
      .where('request', '=', request)
      .where('state', '=', 'waiting')
      .executeTakeFirstOrThrow();
    return recordEvent(trx, {
      request,
      kind: 'task-completed',
      payload: { task: open.id, outcome: 'x' },
      actor: { type: 'system' },
      key: open.id,
    });
  });
  await api.deliver(tenant, request, event.id);
}

const waiting = (request: string) =>
  inTenant((trx) =>
    trx
      .selectFrom('task')
      .select(['element', 'title'])
      .where('request', '=', request)
      .where('state', '=', 'waiting')
      .executeTakeFirstOrThrow(),
  );
const rowOf = (request: string) =>
  inTenant((trx) => trx.selectFrom('request').select(['graph', 'position', 'state']).where('id', '=', request).executeTakeFirstOrThrow());

test('an operator moves running requests to a version with a task renamed, one removed and a timer added', async () => {
  const from = await publish(first());
  const requests: string[] = [];
  for (let opened = 0; opened < many; opened += 1) requests.push(await arrived());
  // A third reads, a third checks, a third answers.
  for (const [index, request] of requests.entries()) for (let done = 0; done < index % 3; done += 1) await complete(request);
  const to = await publish(second());

  const proposal = (await dana.call(`GET /api/processes/intake/migration?from=${from}&to=${to}`)).body as Proposal;
  expect(proposal.requests).toBe(many);
  const proposed = Object.fromEntries(proposal.elements.flatMap((one) => (one.to === null ? [] : [[one.element, one.to]])));
  expect(proposed).toEqual({ s: 's', answer: 'answer', e: 'e' });

  const started = performance.now();
  const dry = (await dana.call('POST /api/processes/intake/migration/dry-run', { from, to, elements: proposed })).body as Dry;
  const dryMs = performance.now() - started;
  const at = (place: number) => requests.filter((_one, index) => index % 3 === place);
  expect([dry.requests, dry.able]).toEqual([many, at(2).length]);
  expect(dry.obstacles).toEqual(expect.arrayContaining([{ element: 'check', name: 'Check', code: 'no-target', requests: at(1).length }]));
  expect(dry.items.find(({ request }) => request === at(2)[0])).toMatchObject({
    tokens: [{ name: 'Answer', to: 'Answer' }],
    armed: ['remind'],
  });

  const elements = { ...proposed, read: 'skim' };
  const key = randomUUID();
  const begin = () =>
    dana.call('POST /api/processes/intake/migration', { from, to, elements, reason: 'shorter way' }, { 'idempotency-key': key });
  const begun = performance.now();
  const { batch } = (await begin()).body as { batch: string };
  expect((await begin()).body).toMatchObject({ batch });
  await vi.waitFor(async () => expect((await dana.call(`GET /api/batches/${batch}`)).body).toMatchObject({ state: 'done' }), {
    timeout: 120_000,
    interval: 200,
  });
  const batchMs = performance.now() - begun;
  expect((await dana.call(`GET /api/batches/${batch}`)).body).toMatchObject({
    counts: { done: at(0).length + at(2).length, refused: at(1).length },
    by: { name: 'Dana Weiss' },
    reason: 'shorter way',
  });
  const [reading, checking, answering] = [at(0)[0] ?? '', at(1)[0] ?? '', at(2)[0] ?? ''];
  expect([await waiting(reading), await waiting(checking)]).toEqual([
    { element: 'skim', title: 'Look through' },
    { element: 'check', title: 'Check' },
  ]);
  expect((await rowOf(answering)).position.timers).toHaveLength(1);
  const refused = (await dana.call(`GET /api/batches/${batch}/items?state=refused`)).body as Items;
  expect(refused.items[0]).toMatchObject({ request: checking, code: 'not-migratable', obstacles: [{ name: 'Check', code: 'no-target' }] });

  // One is taken back, and its timer with it.
  const { items } = (await dana.call(`GET /api/batches/${batch}/items?state=done&limit=100`)).body as Items;
  const item = items.find(({ request }) => request === answering);
  expect((await dana.call(`POST /api/requests/${answering}/migrations/${item?.event}/undo`, { reason: 'not this one' })).status).toBe(200);
  expect((await rowOf(answering)).position.timers).toEqual([]);
  const after = (await dana.call(`GET /api/batches/${batch}/items?state=done&limit=100`)).body as Items;
  expect(after.items.find(({ request }) => request === answering)).toMatchObject({ undone: true });

  // Those that were refused go by a mapping of their own.
  const rest = { from, to, elements: { ...elements, check: 'answer' }, reason: 'checked enough', requests: at(1) };
  const { batch: other } = (await dana.call('POST /api/processes/intake/migration', rest, { 'idempotency-key': randomUUID() })).body as {
    batch: string;
  };
  await vi.waitFor(
    async () =>
      expect((await dana.call(`GET /api/batches/${other}`)).body).toMatchObject({ state: 'done', counts: { done: at(1).length } }),
    {
      timeout: 120_000,
      interval: 200,
    },
  );
  expect(await waiting(checking)).toEqual({ element: 'answer', title: 'Answer' });
  const audited = await inTenant((trx) =>
    trx.selectFrom('audit').select(['action', 'account']).where('action', 'like', 'migration%').execute(),
  );
  expect(audited.map(({ action }) => action).toSorted()).toEqual(['migration-started', 'migration-started', 'migration-undone']);
  if (process.env['REQUESTS']) console.log(`${many} requests: dry run ${dryMs.toFixed(0)} ms, batch ${(batchMs / 1000).toFixed(1)} s`);
}, 600_000);

test('an operator corrects one request by hand, with a reason', async () => {
  const request = await arrived();
  const standing = (await dana.call(`GET /api/requests/${request}/standing`)).body as {
    tokens: { activation: string; targets: { element: string }[] }[];
  };
  const [token] = standing.tokens;
  expect(token?.targets.map(({ element }) => element).toSorted()).toEqual(['answer', 'e', 'reminder', 'skim']);
  const moved = await dana.call(`POST /api/requests/${request}/tokens/${token?.activation}/move`, { element: 'answer', reason: 'read' });
  expect([moved.status, await waiting(request)]).toEqual([200, { element: 'answer', title: 'Answer' }]);
  expect(
    (await dana.call(`POST /api/requests/${request}/tokens/${token?.activation}/move`, { element: 'answer', reason: 'read' })).status,
  ).toBe(409);
  await dana.call(`POST /api/requests/${request}/variables`, { variables: { level: 3 }, reason: 'wrong' });
  expect((await dana.call(`GET /api/requests/${request}/standing`)).body).toMatchObject({ variables: { level: 3 } });
});

test('incidents of one kind are tried again together once their requests are in a mended version; one is skipped', async () => {
  const from = await publish(deciding('=ready'));
  const stopped = [await arrived(), await arrived(), await arrived()];
  const to = await publish(deciding('=ready = null or ready'));
  const groups = async () => (await dana.call('GET /api/incidents/groups')).body as { items: Group[] };
  const { items } = await groups();
  expect(items).toMatchObject([{ element: 'g', code: 'CONDITION_ERROR', version: from, incidents: 3 }]);
  const open = await inTenant((trx) => trx.selectFrom('incident').select(['id', 'request']).where('closed_at', 'is', null).execute());
  const skipped = open.find(({ request }) => request === stopped[0]);
  const skip = () => dana.call(`POST /api/incidents/${skipped?.id}/skip`, { variables: { ready: true }, reason: 'known' });
  expect([(await skip()).status, (await skip()).status, await waiting(stopped[0] ?? '')]).toMatchObject([200, 409, { element: 'answer' }]);

  const elements = { g: 'g', answer: 'answer' };
  const done = async (what: string, body: object, requests: number) => {
    const { batch } = (await dana.call(what, { ...body, reason: 'mended' }, { 'idempotency-key': randomUUID() })).body as { batch: string };
    const settled = { state: 'done', counts: { done: requests } };
    await vi.waitFor(async () => expect((await dana.call(`GET /api/batches/${batch}`)).body).toMatchObject(settled), {
      timeout: 60_000,
      interval: 200,
    });
  };
  await done('POST /api/processes/intake/migration', { from, to, elements }, 3);
  const [group] = (await groups()).items;
  expect(group).toMatchObject({ element: 'g', version: to, incidents: 2 });
  await done('POST /api/incidents/groups/retry', { graph: group?.graph, element: 'g', code: 'CONDITION_ERROR' }, 2);
  expect(await Promise.all(stopped.map(waiting))).toMatchObject(stopped.map(() => ({ element: 'answer' })));
  expect((await groups()).items).toEqual([]);
});

test('a batch whose workflow is gone goes on after a reconcile', async () => {
  const from = await publish(first());
  const request = await arrived();
  const to = await publish(second());
  const { id: batch } = await inTenant(async (trx) => {
    const graphs = { from: await graphOfVersion(trx, 'intake', from), to: await graphOfVersion(trx, 'intake', to) };
    const payload = { process: 'intake', ...graphs, elements: { read: 'skim' } };
    return createBatch(trx, { id: randomUUID(), kind: 'request-migrated', payload, reason: 'lost', by: dana.id, items: [{ request }] });
  });
  const connection = await Connection.connect({ address: inject('temporalAddress') });
  const client = new Client({ connection, namespace });
  expect(await reconcile({ db: api.db, client, generation: 1, progress: () => undefined })).toMatchObject({ batches: 1 });
  const settled = { state: 'done', counts: { done: 1 } };
  await vi.waitFor(async () => expect((await dana.call(`GET /api/batches/${batch}`)).body).toMatchObject(settled), {
    timeout: 60_000,
    interval: 200,
  });
  expect(await waiting(request)).toMatchObject({ element: 'skim' });
  await connection.close();
});

/** Stops at its gateway where the condition has no answer. */
const deciding = (condition: string) =>
  bpmn('intake', start(), gateway('exclusive', 'g'), user('answer'), end(), path('s g'), flow('g', 'answer', condition), path('answer e'));

interface Group {
  graph: string;
  element: string;
  incidents: number;
}
interface Proposal {
  requests: number;
  elements: { element: string; to: string | null }[];
}
interface Dry {
  requests: number;
  able: number;
  obstacles: unknown[];
  items: { request: string }[];
}
interface Items {
  items: { request: string; event: string | null }[];
}
