import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { stepDescriptions } from '../../../activities/steps/index.ts';
import { publishDefinition } from '../../../api/definitions/publish.ts';
import { inForce, previewTable } from '../../../api/service-levels/preview-table.ts';
import { addCalendar, addVersion, versionsOf } from '../../../db/calendars.ts';
import { requestsNotBy } from '../../../db/open-levels.ts';
import { deleteTeam, saveTeam } from '../../../db/teams.ts';
import { levelOf } from '../../../domain/service-level/request-clocks.ts';
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
  expect(await row()).toMatchObject({ kind: 'faulty-order', priority: 1, status: 'open', topic: 'stop' });
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

it('a corrected kind gives the open task another topic and other skills, and everybody another chance to get it', async () => {
  const task = await openTask();
  const another = () =>
    drawn.inTenant((trx) =>
      trx
        .selectFrom('task')
        .select(['id', 'topic', 'skills', 'declined_by', 'priority', 'graph'])
        .where('id', '=', task!.id)
        .executeTakeFirstOrThrow(),
    );
  const before = await another();
  await drawn.record(request, { kind: 'kind-changed', payload: { kind: 'faulty-order' }, key: 'kind:task' });
  await drawn.advanceAll(request);
  const after = await another();
  expect(after).toMatchObject({
    topic: 'stop',
    skills: expect.arrayContaining([{ key: 'order', level: 1 }]),
    declined_by: [],
    priority: 1,
  });
  expect(after.topic).not.toBe(before.topic);
  expect(after.graph).toBe(before.graph);
});

it('a priority set by hand, and another class of customer, go on by the targets that the table gives for them; taken back it is as before', async () => {
  const before = await standing();
  const { priority } = await row();
  drawn.clock.now = new Date(monday.getTime() + 10 * 60_000);
  await drawn.record(request, { kind: 'priority-set', payload: { priority: 1 }, key: 'priority:1' });
  await drawn.advanceAll(request);
  const due = new Date(monday.getTime() + 3_600_000);
  const raised = await standing();
  expect([raised.first, raised.task]).toEqual([due, due]);
  expect(raised.timers).toContain(due.toISOString());
  expect(raised.timers).toContain(new Date(monday.getTime() + 1_800_000).toISOString());
  expect(await row()).toMatchObject({ priority: 1, customer_class: 'C' });

  await drawn.record(request, { kind: 'class-changed', payload: { class: 'A' }, key: 'class:1' });
  await drawn.advanceAll(request);
  expect(await row()).toMatchObject({ priority: 1, customer_class: 'A' });
  expect((await standing()).first).toEqual(due);

  await drawn.record(request, { kind: 'priority-set', payload: { priority: null }, key: 'priority:2' });
  await drawn.record(request, { kind: 'class-changed', payload: { class: 'C' }, key: 'class:2' });
  await drawn.advanceAll(request);
  expect(await standing()).toEqual(before);
  const { priority: now, clocks } = await row();
  expect([now, clocks?.priority]).toEqual([priority, undefined]);
});

it('a topic counts by its own calendar, else by that of its team, else by what the service level names', async () => {
  const { topic } = await row();
  const team = await drawn.inTenant(async (trx) => {
    const [version] = await versionsOf(trx, 'business');
    for (const key of ['of-team', 'of-topic']) await addCalendar(trx, { key, title: { de: key, en: key }, rule: version!.rule });
    const id = await saveTeam(trx, null, {
      name: 'Auskunft',
      lead: null,
      topics: [topic!],
      members: [],
      overflowTo: null,
      overflowMinutes: null,
      calendar: 'of-team',
    });
    return id!;
  });
  const followed = async (key: string) => {
    await drawn.record(request, { kind: 'level-changed', payload: { topic }, key });
    await drawn.advanceAll(request);
    return levelOf((await row()).clocks!.moves).calendar;
  };
  expect(await followed('level:1')).toBe('of-team');
  await drawn.inTenant((trx) => trx.updateTable('topic').set({ calendar: 'of-topic' }).where('key', '=', topic).execute());
  expect(await followed('level:2')).toBe('of-topic');
  await drawn.inTenant(async (trx) => {
    await trx.updateTable('topic').set({ calendar: null }).where('key', '=', topic).execute();
    await deleteTeam(trx, team);
  });
  expect(await followed('level:3')).toBe('business');
});

it('a request without clocks gets them with the next change, from its arrival', async () => {
  const before = await row();
  await drawn.inTenant((trx) => trx.updateTable('request').set({ clocks: null }).where('id', '=', request).execute());
  drawn.clock.now = new Date(monday.getTime() + 3_600_000);
  await drawn.record(request, { kind: 'calendar-changed', payload: { calendar: 'business' }, key: 'calendar:none' });
  await drawn.advanceAll(request);
  expect(await row()).toMatchObject({ first_response_due_at: before.first_response_due_at, resolution_due_at: before.resolution_due_at });
});

it('a new table counts for open requests when somebody says so, as the preview told, also for what becomes of them later', async () => {
  const { inTenant } = drawn;
  await inTenant(async (trx) => {
    const { source } = await trx
      .selectFrom('definition')
      .select('source')
      .where('key', '=', 'service-level')
      .where('type', '=', 'decision')
      .executeTakeFirstOrThrow();
    const halfAnHour = source.replaceAll(/(-firstResponseMinutes">\s*<text>)\d+/g, '$130');
    await trx.updateTable('definition').set({ source: halfAnHour }).where('key', '=', 'service-level').execute();
  });
  const effect = await inTenant((trx) => previewTable(trx, 'service-level'));
  expect(effect).toMatchObject({ later: 0, noLongerMissed: 0 });
  expect(effect.earlier).toBeGreaterThan(0);
  const before = await standing();
  const published = await inTenant(async (trx) => {
    await publishDefinition(trx, { type: 'decision', key: 'service-level', by: null, comment: null, steps: stepDescriptions });
    const [graph] = await inForce(trx);
    return { process: graph!.process, graph: graph!.hash };
  });
  expect(await standing()).toEqual(before);
  expect(await inTenant((trx) => requestsNotBy(trx, published))).toContain(request);

  await drawn.record(request, { kind: 'level-changed', payload: { graph: published.graph }, key: 'level:new' });
  await drawn.advanceAll(request);
  const due = new Date(monday.getTime() + 1_800_000);
  const after = await standing();
  expect([after.first, after.task]).toEqual([due, due]);
  expect(after.timers).toContain(due.toISOString());
  expect(await inTenant((trx) => requestsNotBy(trx, published))).not.toContain(request);
  expect((await inTenant((trx) => previewTable(trx, null))).earlier).toBe(effect.earlier - 1);

  await drawn.record(request, { kind: 'kind-changed', payload: { kind: 'faulty-order' }, key: 'kind:by-new' });
  await drawn.advanceAll(request);
  expect((await standing()).first).toEqual(due);
});
