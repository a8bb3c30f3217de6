import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { addVersion, versionsOf } from '../../../db/calendars.ts';
import { createDrawn, type Drawn, monday } from './drawn-process.ts';

/* The shipped processes on a real database: what happens to a request moves its clocks, and its deadlines, tasks and timers follow. */
let drawn: Drawn;
let request: string;
beforeAll(async () => {
  drawn = await createDrawn();
});
beforeEach(async () => {
  drawn.clock.now = monday;
  request = await drawn.open();
  await drawn.advanceAll(request);
});
afterAll(() => drawn.end());

const row = () => drawn.inTenant((trx) => trx.selectFrom('request').selectAll().where('id', '=', request).executeTakeFirstOrThrow());
const openTask = () =>
  drawn.inTenant((trx) =>
    trx
      .selectFrom('task')
      .select(['id', 'due_at'])
      .where('request', '=', request)
      .where('state', 'in', ['waiting', 'assigned'])
      .executeTakeFirst(),
  );

async function standing() {
  const { first_response_due_at: first, resolution_due_at: resolution, position } = await row();
  return { first, resolution, timers: position.timers.map(({ at }) => at), task: (await openTask())?.due_at };
}

/** Without an outcome the task stays open. */
async function answer(outcome: 'answered' | null): Promise<void> {
  const { id: message } = await written('agent');
  const task = await openTask();
  const ends = outcome && task ? { task: task.id, outcome, variables: {} } : {};
  await drawn.record(request, { kind: 'agent-replied', payload: { message, ...ends }, key: `answer:${message}` });
  await drawn.advanceAll(request);
}

const written = (type: 'agent' | 'customer') =>
  drawn.inTenant((trx) =>
    trx
      .insertInto('message')
      .values({ request, type, channel: 'mail', text: 'Ja.', subject: 'Frage', to_addresses: ['eva.lindner@kunden.example'] })
      .returning('id')
      .executeTakeFirstOrThrow(),
  );

it('an answer that ends nothing leaves the resolution to be due, a new version of the calendar moves it, waiting stops it', async () => {
  const before = await standing();
  expect(before.task).toEqual(before.first);
  await answer(null);
  const answered = await standing();
  expect(answered.task).toEqual(before.resolution);
  expect(answered.timers).toContain(before.resolution?.toISOString());

  await drawn.inTenant(async (trx) => {
    const [version] = await versionsOf(trx, 'business');
    const rule = { ...version!.rule, overrides: { '2026-11-24': [] } };
    const title = { de: 'Geschäftszeiten', en: 'Business hours' };
    await addVersion(trx, { calendar: 'business', title, validFrom: drawn.clock.now, rule, reason: 'Inventur', by: null });
  });
  await drawn.record(request, { kind: 'calendar-changed', payload: { calendar: 'business' }, key: 'calendar:2' });
  await drawn.advanceAll(request);
  const moved = await standing();
  expect(moved.resolution!.getTime() - answered.resolution!.getTime()).toBe(24 * 3_600_000);
  expect(moved.task).toEqual(moved.resolution);
  expect(moved.timers).toContain(moved.resolution?.toISOString());

  await answer('answered');
  expect(await standing()).toMatchObject({ resolution: null, task: undefined });
});

it('a corrected kind goes on by its own service level, also after the customer has written again', async () => {
  drawn.clock.now = new Date(monday.getTime() + 30 * 60_000);
  await drawn.record(request, { kind: 'kind-changed', payload: { kind: 'faulty-order' }, key: 'kind:1' });
  await drawn.advanceAll(request);
  expect(await row()).toMatchObject({ kind: 'faulty-order', priority: 1, status: 'open' });
  // An hour from its arrival, not from the correction.
  const due = new Date(monday.getTime() + 3_600_000);
  const after = await standing();
  expect([after.first, after.task]).toEqual([due, due]);
  expect(after.timers).toContain(due.toISOString());
  await answer('answered');
  expect(await row()).toMatchObject({ status: 'waiting' });
  const { id: message } = await written('customer');
  await drawn.record(request, { kind: 'customer-replied', payload: { message }, key: 'inbound:once-more' });
  await drawn.advanceAll(request);
  expect((await standing()).task).toEqual(new Date(drawn.clock.now.getTime() + 3_600_000));
});
