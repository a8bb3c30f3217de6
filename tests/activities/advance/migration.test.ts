import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { workOnBatch } from '../../../activities/batch.ts';
import { createBatch, stopBatch } from '../../../db/batches.ts';
import { mappingOf, proposeMapping } from '../../../domain/process/migrate/propose.ts';
import { loadGraph } from '../../../db/graphs.ts';
import { boundary, bpmn, end, flow, gateway, path, start, timer, user } from '../../domain/process/model.ts';
import { createDrawn, type Drawn, monday } from './drawn-process.ts';

let drawn: Drawn;
let operator: string;
beforeAll(async () => {
  drawn = await createDrawn();
  const account = { email: 'operator@vorgang.test', name: 'Operator', password_hash: 'x', roles: ['designer' as const] };
  operator = await drawn.inTenant(
    async (trx) => (await trx.insertInto('account').values(account).returning('id').executeTakeFirstOrThrow()).id,
  );
});
beforeEach(() => {
  drawn.clock.now = monday;
});
afterAll(() => drawn.end());

const before = () =>
  bpmn(
    'intake',
    start(),
    user('read'),
    boundary('late', 'read', timer('PT4H'), false),
    user('work'),
    end(),
    path('s read work e'),
    path('late e'),
  );
const after = () =>
  bpmn(
    'intake',
    start(),
    user('look'),
    boundary('soon', 'look', timer('PT1H'), false),
    user('work'),
    end(),
    path('s look work e'),
    path('soon e'),
  );

const graphNow = () =>
  drawn.inTenant((trx) => trx.selectFrom('published_process').select('graph').where('process', '=', 'intake').executeTakeFirstOrThrow());
const rowOf = (request: string) =>
  drawn.inTenant((trx) =>
    trx.selectFrom('request').select(['graph', 'state', 'revision']).where('id', '=', request).executeTakeFirstOrThrow(),
  );
const tasksOf = (request: string) =>
  drawn.inTenant((trx) =>
    trx.selectFrom('task').select(['activation', 'element', 'title', 'graph', 'state']).where('request', '=', request).execute(),
  );

async function versions(old: string, next: string, elements?: Record<string, string>) {
  await drawn.draw(old);
  const from = (await graphNow()).graph;
  const request = await drawn.open();
  await drawn.advanceAll(request);
  await drawn.draw(next);
  const to = (await graphNow()).graph;
  const [one, other] = await drawn.inTenant(async (trx) => [await loadGraph(trx, from), await loadGraph(trx, to)] as const);
  return { request, from, to, elements: { ...mappingOf(proposeMapping(one, other)), ...elements } };
}

/** As a batch does it, without Temporal. */
async function migrate({ request, from, to, elements }: Awaited<ReturnType<typeof versions>>): Promise<{ batch: string; event: string }> {
  const batch = await drawn.inTenant(async (trx) => {
    const payload = { process: 'intake', from, to, elements };
    const made = await createBatch(trx, {
      id: randomUUID(),
      kind: 'request-migrated',
      payload,
      reason: 'mended',
      by: operator,
      items: [{ request }],
    });
    return made.id;
  });
  await work(batch);
  const { event } = await itemOf(batch);
  return { batch, event: event ?? '' };
}

const work = (batch: string) =>
  workOnBatch(
    { db: drawn.db, deliver: (event) => drawn.advanceAll(event.request), heartbeat: () => undefined },
    { tenant: drawn.tenant, batch, generation: 1 },
  );
const itemOf = (batch: string) =>
  drawn.inTenant((trx) =>
    trx.selectFrom('batch_item').select(['state', 'event', 'answer']).where('batch', '=', batch).executeTakeFirstOrThrow(),
  );
const undo = async (request: string, event: string) => {
  const undone = await drawn.record(request, { kind: 'migration-undone', payload: { event, reason: 'a mistake' }, key: `undo:${event}` });
  await drawn.advanceAll(request);
  return drawn.answerOf(undone);
};

describe('a request that is migrated', () => {
  it('goes on in the new version with its task, its timers and its history', async () => {
    const plan = await versions(before(), after(), { read: 'look' });
    const { batch } = await migrate(plan);
    expect(await itemOf(batch)).toMatchObject({ state: 'done', answer: { accepted: true } });
    expect(await tasksOf(plan.request)).toEqual([{ activation: 'a2', element: 'look', title: 'look', graph: plan.to, state: 'waiting' }]);
    expect((await drawn.positionOf(plan.request)).timers).toMatchObject([{ element: 'soon', at: expect.stringMatching(/Z$/) }]);
    expect(await rowOf(plan.request)).toMatchObject({ graph: plan.to });
    const kinds = await drawn.inTenant((trx) =>
      trx.selectFrom('timeline').select(['kind', 'actor']).where('request', '=', plan.request).execute(),
    );
    expect(kinds.find(({ kind }) => kind === 'migrated')?.actor).toMatchObject({ type: 'account' });
  });

  it('is taken back to the state before, due times included, while nothing has happened since', async () => {
    const plan = await versions(before(), after(), { read: 'look' });
    const { state } = await rowOf(plan.request);
    const { event } = await migrate(plan);
    expect(await undo(plan.request, event)).toEqual({ accepted: true });
    expect(await rowOf(plan.request)).toMatchObject({ graph: plan.from, state });
    expect(await tasksOf(plan.request)).toMatchObject([{ element: 'read', title: 'read', graph: plan.from }]);
  });

  it('is taken back by the mapping when something has happened, unless a token has no place there', async () => {
    const more = bpmn('intake', start(), user('read'), user('check'), user('work'), end(), path('s read check work e'));
    const plan = await versions(bpmn('intake', start(), user('read'), user('work'), end(), path('s read work e')), more);
    const { event } = await migrate(plan);
    const set = await drawn.record(plan.request, { kind: 'variables-set', payload: { variables: { n: 1 }, reason: 'wrong' }, key: 'set' });
    await drawn.advanceAll(plan.request);
    expect(await drawn.answerOf(set)).toEqual({ accepted: true });
    expect(await undo(plan.request, event)).toEqual({ accepted: true });
    expect([(await rowOf(plan.request)).graph, (await drawn.variablesOf(plan.request)).n]).toEqual([plan.from, 1]);

    const again = await versions(bpmn('intake', start(), user('read'), user('work'), end(), path('s read work e')), more);
    const second = await migrate(again);
    const [task] = await drawn.inTenant((trx) => trx.selectFrom('task').select('id').where('request', '=', again.request).execute());
    await drawn.record(again.request, { kind: 'task-completed', payload: { task: task?.id ?? '', outcome: 'x' }, key: 'done' });
    await drawn.advanceAll(again.request);
    expect(await undo(again.request, second.event)).toEqual({
      accepted: false,
      code: 'not-migratable',
      obstacles: [{ element: 'check', code: 'no-target' }],
    });
    expect((await rowOf(again.request)).graph).toBe(again.to);
  });

  it('stays as it is where a token has no place, and says which', async () => {
    const plan = await versions(
      before(),
      bpmn('intake', start(), gateway('exclusive', 'g', 'g_work'), user('work'), end(), path('s g'), flow('g', 'work'), path('work e')),
    );
    const { state } = await rowOf(plan.request);
    const { batch } = await migrate(plan);
    expect(await itemOf(batch)).toMatchObject({
      state: 'refused',
      answer: { code: 'not-migratable', obstacles: [{ element: 'read', code: 'no-target' }] },
    });
    expect(await rowOf(plan.request)).toMatchObject({ graph: plan.from, state });
  });

  it('is left alone by a batch that was stopped before its turn', async () => {
    const plan = await versions(before(), after(), { read: 'look' });
    const batch = await drawn.inTenant(async (trx) => {
      const { id: made } = await createBatch(trx, {
        id: randomUUID(),
        kind: 'request-migrated',
        payload: { process: 'intake', ...plan },
        reason: 'x',
        by: operator,
        items: [{ request: plan.request }],
      });
      await stopBatch(trx, made);
      return made;
    });
    expect(await work(batch)).toEqual({ left: 0, late: 0 });
    expect([await itemOf(batch), (await rowOf(plan.request)).graph]).toMatchObject([{ state: 'left', event: null }, plan.from]);
  });
});

describe('an operator', () => {
  it('moves a token with a reason that stands in the history', async () => {
    const plan = await versions(before(), after());
    const [token] = (await drawn.positionOf(plan.request)).tokens;
    const payload = { activation: token?.activation ?? '', element: 'work', reason: 'read already' };
    await drawn.record(plan.request, { kind: 'token-moved', payload, key: 'moved' });
    await drawn.advanceAll(plan.request);
    expect((await drawn.positionOf(plan.request)).tasks).toMatchObject([{ element: 'work' }]);
    expect((await tasksOf(plan.request)).map(({ element, state }) => `${element} ${state}`).toSorted()).toEqual([
      'read cancelled',
      'work waiting',
    ]);
    const told = await drawn.inTenant((trx) =>
      trx
        .selectFrom('timeline')
        .select(['data', 'element'])
        .where('request', '=', plan.request)
        .where('kind', '=', 'token-moved')
        .executeTakeFirstOrThrow(),
    );
    expect(told).toEqual({ data: { to: 'work', reason: 'read already' }, element: 'read' });
  });

  it('skips an incident with the result that its element would have given', async () => {
    await drawn.draw(
      bpmn('intake', start(), gateway('exclusive', 'g'), user('work'), end(), path('s g'), flow('g', 'work', '=ready'), path('work e')),
    );
    const request = await drawn.open();
    await drawn.advanceAll(request);
    const { id } = await drawn.inTenant((trx) =>
      trx.selectFrom('incident').select('id').where('request', '=', request).executeTakeFirstOrThrow(),
    );
    await drawn.record(request, {
      kind: 'incident-skipped',
      payload: { incident: id, variables: { ready: true }, reason: 'known' },
      key: 'skip',
    });
    await drawn.advanceAll(request);
    expect(await drawn.positionOf(request)).toMatchObject({ incidents: [], tasks: [{ element: 'work' }] });
  });
});
