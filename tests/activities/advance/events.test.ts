import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { advance } from '../../../activities/advance.ts';
import { openTask } from '../../../api/tasks/own-task.ts';
import { asTenant } from '../../../db/client.ts';
import { recordEvent } from '../../../db/request-events.ts';
import { boundary, bpmn, end, flow, gateway, path, script, start, timer, user } from '../../domain/process/model.ts';
import { createDrawn, type Drawn, monday } from './drawn-process.ts';

let drawn: Drawn;
beforeAll(async () => {
  drawn = await createDrawn();
});
beforeEach(() => {
  drawn.clock.now = monday;
  drawn.delivered.length = 0;
});
afterAll(() => drawn.end());

const oneTask = () => bpmn('intake', start(), user('work'), end(), path('s work e'));
/** Counts to `to` in a loop of two elements a round. */
const counting = (to: number) =>
  bpmn(
    'intake',
    start(),
    script('zero', '0', 'n'),
    script('count', 'n + 1', 'n'),
    gateway('exclusive', 'enough', 'enough_work'),
    user('work'),
    end(),
    path('s zero count enough'),
    flow('enough', 'count', `=n < ${to}`),
    flow('enough', 'work'),
    path('work e'),
  );

const tasksOf = (request: string) =>
  drawn.inTenant((trx) =>
    trx.selectFrom('task').select(['id', 'state', 'unread']).where('request', '=', request).orderBy('created_at').execute(),
  );
const requestRow = (id: string) =>
  drawn.inTenant((trx) => trx.selectFrom('request').selectAll().where('id', '=', id).executeTakeFirstOrThrow());
const eventsOf = (request: string) =>
  drawn.inTenant((trx) =>
    trx
      .selectFrom('request_event')
      .select(['id', 'kind', 'revision', 'position', 'engine'])
      .where('request', '=', request)
      .orderBy('revision')
      .orderBy('position')
      .execute(),
  );

async function begin(model: string): Promise<string> {
  await drawn.draw(model);
  const request = await drawn.open();
  await drawn.advanceAll(request);
  return request;
}

async function write(request: string, key: string): Promise<string> {
  const message = await drawn.inTenant((trx) =>
    trx
      .insertInto('message')
      .values({ request, type: 'customer', channel: 'mail', text: key, subject: 'Nachtrag' })
      .returning('id')
      .executeTakeFirstOrThrow(),
  );
  return drawn.record(request, { kind: 'customer-replied', payload: { message: message.id }, key });
}

async function complete(request: string, outcome = 'closed'): Promise<string> {
  const task = (await tasksOf(request)).at(-1);
  return drawn.record(request, { kind: 'task-completed', payload: { task: task?.id ?? '', outcome }, key: `completed:${task?.id}` });
}

describe('a process without a wait', () => {
  it('is carried on in the next transaction when its time is up, with the same end', async () => {
    const whole = await begin(counting(700));
    await drawn.draw(counting(700));
    const cut = await drawn.open();
    expect(await drawn.advance(cut, { budget: 0 })).toMatchObject({ more: true, closed: false });
    // What comes meanwhile waits until the process stands.
    const early = await write(cut, 'meanwhile');
    expect(await drawn.advanceAll(cut, { budget: 0 })).toBeGreaterThan(2);
    expect(await drawn.positionOf(cut)).toMatchObject({ tasks: (await drawn.positionOf(whole)).tasks });
    expect(await drawn.variablesOf(cut)).toMatchObject({ n: 700 });
    expect(await drawn.answerOf(early)).toEqual({ accepted: true });
    expect((await eventsOf(cut)).at(-1)).toMatchObject({ kind: 'customer-replied' });
  });

  it('is an incident where it never comes to one', async () => {
    const request = await begin(counting(1_000_000));
    expect((await drawn.positionOf(request)).incidents).toMatchObject([{ code: 'LOOP' }]);
  });
});

describe('events', () => {
  it('that come at once with several advances are consumed once, in their order', async () => {
    const request = await begin(oneTask());
    const before = (await requestRow(request)).revision;
    const written = await Promise.all(['a', 'b', 'c'].map((key) => write(request, key)));
    await Promise.all(Array.from({ length: 5 }, () => drawn.advance(request)));
    expect((await requestRow(request)).revision).toBe(before + 1);
    const consumed = (await eventsOf(request)).filter(({ id }) => written.includes(id));
    expect(consumed.map(({ revision }) => revision)).toEqual([before + 1, before + 1, before + 1]);
    const lines = await drawn.inTenant((trx) =>
      trx.selectFrom('timeline').select('kind').where('request', '=', request).where('kind', '=', 'customer-replied').execute(),
    );
    expect(lines).toHaveLength(3);
  });

  it('are taken in bit by bit where a request is flooded', async () => {
    const request = await begin(oneTask());
    await drawn.inTenant((trx) =>
      sql`insert into request_event (request, kind, payload, actor, occurred_at, idempotency_key)
        select ${request}, 'mail-bounced', '{}', '{"type":"system"}', ${monday}, 'flood:' || n from generate_series(1, 450) n`.execute(trx),
    );
    expect(await drawn.advance(request, { budget: 60_000 })).toMatchObject({ more: true });
    expect(await drawn.advanceAll(request, { budget: 60_000 })).toBe(2);
    expect((await eventsOf(request)).every(({ revision }) => revision !== null)).toBe(true);
  });

  it('with the same key again are the same event', async () => {
    const request = await begin(oneTask());
    expect(await complete(request)).toBe(await complete(request));
    await drawn.advanceAll(request);
    expect(await requestRow(request)).toMatchObject({ status: 'archived' });
  });

  it('meet the timers that were due before them, however late they are taken in', async () => {
    const model = bpmn(
      'intake',
      start(),
      user('work'),
      boundary('late', 'work', timer('PT1H')),
      user('other'),
      end(),
      end('e2'),
      path('s work e'),
      path('late other e2'),
    );
    const request = await begin(model);
    drawn.clock.now = new Date(monday.getTime() + 30 * 60_000);
    const [task] = await tasksOf(request);
    drawn.clock.now = new Date(monday.getTime() + 2 * 3_600_000);
    const event = await drawn.record(request, {
      kind: 'task-completed',
      payload: { task: task?.id ?? '', outcome: 'closed' },
      key: 'too-late',
    });
    drawn.clock.now = new Date(monday.getTime() + 5 * 3_600_000);
    await drawn.advanceAll(request);
    expect(await drawn.answerOf(event)).toEqual({ accepted: false, code: 'task-gone' });
    expect((await tasksOf(request)).map(({ state }) => state)).toEqual(['cancelled', 'waiting']);
  });
});

describe('an agent who works on the task while advance runs', () => {
  it('does not deadlock with it: task first and event after, against request first and task after', async () => {
    const request = await begin(oneTask());
    await write(request, 'news');
    const [task] = await tasksOf(request);
    let advancing: Promise<unknown> = Promise.resolve();
    await asTenant(drawn.db, drawn.tenant, async (trx) => {
      await openTask(trx, task?.id ?? '');
      advancing = drawn.advance(request);
      await vi.waitFor(async () => expect(await waitsForLock()).toBe(true), { timeout: 4000, interval: 20 });
      await recordEvent(trx, {
        request,
        kind: 'task-completed',
        payload: { task: task?.id ?? '', outcome: 'closed' },
        actor: { type: 'system' },
        key: 'mine',
      });
    });
    await advancing;
    await drawn.advanceAll(request);
    expect(await requestRow(request)).toMatchObject({ status: 'archived' });
  });

  async function waitsForLock(): Promise<boolean> {
    const { rows } = await sql<{ waits: boolean }>`select exists (select 1 from pg_locks where not granted) as waits`.execute(drawn.db);
    return rows[0]?.waits ?? false;
  }
});

describe('a request that is over', () => {
  it('answers a customer who writes again with a request of his own, which is delivered', async () => {
    const request = await begin(oneTask());
    await complete(request);
    await drawn.advanceAll(request);
    const event = await write(request, 'again');
    expect(await drawn.advance(request)).toMatchObject({ closed: true, more: false });
    const answer = await drawn.answerOf(event);
    expect(answer).toMatchObject({ accepted: true });
    const follow = answer?.['followUp'] as string;
    expect(drawn.delivered).toMatchObject([{ request: follow }]);
    await drawn.advanceAll(follow);
    expect(await requestRow(follow)).toMatchObject({ follows: request, status: 'open', subject: 'Nachtrag' });
    expect((await requestRow(request)).status).toBe('archived');
  });

  it('has committed the new request even where it cannot be delivered now', async () => {
    const request = await begin(oneTask());
    await complete(request);
    await drawn.advanceAll(request);
    const event = await write(request, 'again');
    await drawn.advance(request, { deliver: () => Promise.reject(new Error('Temporal is away.')) });
    expect(await drawn.answerOf(event)).toMatchObject({ accepted: true });
  });

  it('takes back the promise that nobody has to keep any more, and says why', async () => {
    const request = await begin(oneTask());
    const promises = () =>
      drawn.inTenant((trx) => trx.selectFrom('promise').select(['told_by', 'state', 'reason']).where('request', '=', request).execute());
    const dueAt = new Date(monday.getTime() + 3_600_000).toISOString();
    await drawn.record(request, { kind: 'promise-made', payload: { dueAt, toldBy: 'phone' }, key: 'promise' });
    await drawn.advanceAll(request);
    expect(await promises()).toEqual([{ told_by: 'phone', state: 'open', reason: null }]);
    await drawn.record(request, { kind: 'request-cancelled', payload: { reason: 'spam' }, key: 'cancelled' });
    await drawn.advanceAll(request);
    expect(await promises()).toEqual([{ told_by: 'phone', state: 'cancelled', reason: 'spam' }]);
  });
});

describe('a request that becomes part of another one', () => {
  it('hands on what its customer was promised, where the other promises nothing earlier', async () => {
    const into = await begin(oneTask());
    const [first, second] = [await begin(oneTask()), await begin(oneTask())];
    const open = () =>
      drawn.inTenant((trx) =>
        trx.selectFrom('promise').select(['due_at', 'told_by']).where('request', '=', into).where('state', '=', 'open').execute(),
      );
    for (const [request, hours] of [
      [first, 2],
      [second, 3],
    ] as const) {
      const dueAt = new Date(monday.getTime() + hours * 3_600_000).toISOString();
      await drawn.record(request, { kind: 'promise-made', payload: { dueAt, toldBy: 'agent' }, key: 'promise' });
      await drawn.advanceAll(request);
      await drawn.record(request, { kind: 'request-merged', payload: { into }, key: 'merged' });
      await drawn.advanceAll(request);
      await drawn.advanceAll(into);
      expect(await open()).toEqual([{ due_at: new Date(monday.getTime() + 2 * 3_600_000), told_by: 'merged' }]);
    }
    expect(drawn.delivered.filter(({ request }) => request === into)).toHaveLength(2);
  });
});

describe('a workflow that does not belong to this database', () => {
  it('ends: of another generation, or for a request that is not there', async () => {
    const request = await begin(oneTask());
    await expect(advance(drawn.deps(), { tenant: drawn.tenant, request, generation: 2 })).rejects.toMatchObject({
      type: 'generation-mismatch',
      nonRetryable: true,
    });
    await expect(drawn.advance('0198a000-0000-7000-8000-000000000000')).rejects.toMatchObject({
      type: 'request-unknown',
      nonRetryable: true,
    });
  });

  it('waits where no process is published yet, and begins by itself then', async () => {
    await drawn.draw(oneTask());
    const request = await drawn.open();
    await drawn.inTenant((trx) =>
      trx.updateTable('published_process').set({ process: 'elsewhere' }).where('process', '=', 'intake').execute(),
    );
    await expect(drawn.advance(request)).rejects.toMatchObject({ type: 'not-ready' });
    await drawn.inTenant((trx) =>
      trx.updateTable('published_process').set({ process: 'intake' }).where('process', '=', 'elsewhere').execute(),
    );
    await drawn.advanceAll(request);
    expect(await tasksOf(request)).toHaveLength(1);
  });
});
