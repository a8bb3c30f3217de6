import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { sendDigests } from '../../activities/digest/send-digests.ts';
import { smtpLimits } from '../../activities/mail/smtp-limits.ts';
import { sweep, type SweepDeps } from '../../activities/sweep.ts';
import { announce } from '../../db/changes.ts';
import { isKept, lastChange } from '../../db/changes-feed.ts';
import { addVersion, versionsOf } from '../../db/calendars.ts';
import { connect, type Db, json } from '../../db/client.ts';
import { idleOf } from '../../api/requests/idle.ts';
import { boundary, bpmn, catching, end, mapping, message, path, service, start, timer, user } from '../domain/process/model.ts';
import { createDrawn, type Drawn, monday } from './advance/drawn-process.ts';

let drawn: Drawn;
let owner: Db;
let delivered: string[];
let cannot: string;
let refused: number;
beforeAll(async () => {
  drawn = await createDrawn();
  owner = connect(drawn.ownerUrl, 1);
  await drawn.draw(
    bpmn('intake', start(), service('write', 'send-mail', mapping({ answer: '="closing"' })), user('work'), end(), path('s write work e')),
  );
});
beforeEach(() => {
  delivered = [];
  cannot = '';
  refused = 0;
});
afterAll(async () => {
  await owner.destroy();
  await drawn.end();
});

const deps = (): SweepDeps => ({
  ...drawn.deps(),
  demoMail: null,
  log: { warn: () => undefined },
  deliver: ({ request }) => {
    if (request === cannot) return Promise.reject(new Error('It cannot go on.'));
    return Promise.resolve(delivered.push(request));
  },
  ensureMailbox: () => Promise.resolve(),
  ensureBatch: () => Promise.resolve(),
  isRunning: (request) => Promise.resolve(request === cannot),
  refuse: () => (refused += 1),
});
const round = () => sweep(deps(), { before: null });
const makeOld = (table: 'request_event' | 'job', request: string) =>
  sql`update ${sql.table(table)} set ${sql.ref(table === 'job' ? 'created_at' : 'recorded_at')} = now() - interval '1 hour' where request = ${request}`.execute(
    owner,
  );

it('delivers each request with events that nobody consumed, past one that cannot go on', async () => {
  const [first, second] = [await drawn.open(), await drawn.open()];
  for (const request of [first, second]) {
    await drawn.record(request, { kind: 'mail-bounced', key: 'twice' });
    await makeOld('request_event', request);
  }
  await drawn.open();
  cannot = first;
  expect(await round()).toMatchObject({ events: 2, failed: 1 });
  expect(delivered).toEqual([second]);
  for (const request of [first, second]) await drawn.advanceAll(request);
});

it('starts the workflow of a job that nobody begins, where none runs', async () => {
  const [missing, running] = [await drawn.open(), await drawn.open()];
  for (const request of [missing, running]) {
    await drawn.advanceAll(request);
    await makeOld('job', request);
  }
  cannot = running;
  expect(await round()).toMatchObject({ missing: 1 });
  expect(delivered).toEqual([missing]);
});

it('delivers a request whose timer should have rung', async () => {
  const request = await drawn.open();
  await sql`update request set next_timer_at = now() - interval '1 hour' where id = ${request}`.execute(owner);
  expect(await round()).toMatchObject({ alarms: 1 });
  expect(delivered).toContain(request);
  await sql`update request set next_timer_at = null where id = ${request}`.execute(owner);
});

it('trims news of days ago, and a browser that saw none of the later ones is told', async () => {
  const seen = await drawn.inTenant(async (trx) => {
    await announce(trx, [{ entity: 'task' }]);
    return lastChange(trx);
  });
  await drawn.inTenant((trx) => announce(trx, [{ entity: 'task' }, { entity: 'task' }]));
  await sql`update change set at = now() - interval '2 days'`.execute(owner);
  expect(await drawn.inTenant((trx) => isKept(trx, seen))).toBe(true);
  await round();
  const { rows } = await sql<{ number: string }>`select number from change`.execute(owner);
  expect(rows).toHaveLength(1);
  expect(await drawn.inTenant((trx) => isKept(trx, seen))).toBe(false);
  expect(await drawn.inTenant(async (trx) => isKept(trx, await lastChange(trx)))).toBe(true);
});

it('ends its worker where the database has gone back since the round before', async () => {
  const { mark } = await round();
  expect(mark.events).toBeGreaterThan(0);
  await expect(sweep(deps(), { before: { ...mark, events: mark.events + 1 } })).rejects.toThrow();
  expect(refused).toBe(1);
  expect((await sweep(deps(), { before: { generation: mark.generation - 1, events: 1_000_000 } })).mark).toEqual(mark);
  await expect(sweep(deps(), { before: { generation: mark.generation + 1, events: 0 } })).rejects.toThrow();
});

it('sends everybody who wants it one digest a day, from the hour on, of what they have in hand', async () => {
  const request = await drawn.open();
  await drawn.advanceAll(request);
  await drawn.inTenant(async (trx) => {
    const values = { name: 'Nora', roles: ['agent' as const], password_hash: 'x', digest_hour: 7 };
    const { id } = await trx
      .insertInto('account')
      .values({ ...values, email: 'nora@desk.example' })
      .returning('id')
      .executeTakeFirstOrThrow();
    await trx
      .insertInto('account')
      .values({ ...values, email: 'ole@desk.example' })
      .execute();
    await trx
      .updateTable('task')
      .set({ state: 'assigned', assignee: id, due_at: '2026-11-23T13:00:00Z' })
      .where('request', '=', request)
      .execute();
  });
  const digests = () =>
    drawn.inTenant((trx) =>
      trx.selectFrom('outbox').select(['recipients', 'content']).where('request', 'is', null).orderBy('created_at').execute(),
    );
  const send = (now: string) => sendDigests({ ...deps(), smtpLimits: smtpLimits(1000), now: () => new Date(now) });
  await send('2026-11-23T05:30:00Z');
  expect(await digests()).toEqual([]);
  await send('2026-11-23T06:10:00Z');
  await send('2026-11-23T07:10:00Z');
  expect(await digests()).toMatchObject([{ recipients: ['nora@desk.example'], content: { subject: 'Ihr Tag: Heute fällig 1' } }]);
  await drawn.inTenant(async (trx) => {
    const values = { name: 'Lea', email: 'lea@desk.example', roles: ['lead' as const], password_hash: 'x', digest_hour: 7 };
    const lea = await trx
      .insertInto('account')
      .values({ ...values, language: 'en', lead_digest: true, digest_notifications: ['breach'] })
      .returning('id')
      .executeTakeFirstOrThrow();
    const told = { account: lea.id, kind: 'breach' as const, reason: 'escalated', request };
    await trx.insertInto('notification').values(told).execute();
  });
  await send('2026-11-23T07:20:00Z');
  const [, leads] = await digests();
  expect(leads).toMatchObject({ recipients: ['lea@desk.example'], content: { subject: 'Your day: Not read yet 1, How the topics stand' } });
  expect(leads?.content.text).toContain('All topics\n- Waiting for somebody:');
});

it('counts requests anew that were on their way when a calendar’s version was saved', async () => {
  const request = await drawn.open();
  const told = { firstResponseAt: null, resolutionAt: null, dueAt: null, atRiskAt: null, promiseAt: null, noticeAt: null };
  await drawn.inTenant(async (trx) => {
    const clocks = json({ moves: [], told, after: 0, numbers: { business: 1 } });
    await trx.updateTable('request').set({ clocks }).where('id', '=', request).execute();
    const [version] = await versionsOf(trx, 'business');
    const title = { de: 'Geschäftszeiten', en: 'Business hours' };
    await addVersion(trx, { calendar: 'business', title, validFrom: new Date(), rule: version!.rule, reason: '', by: null });
  });
  const counted = () =>
    drawn.inTenant((trx) =>
      trx.selectFrom('request_event').select('payload').where('request', '=', request).where('kind', '=', 'calendar-changed').execute(),
    );
  await round();
  expect(await counted()).toEqual([]);
  await sql`update calendar_version set created_at = now() - interval '2 minutes'`.execute(owner);
  await round();
  await round();
  expect(await counted()).toEqual([{ payload: { calendar: 'business' } }]);
});

it('reminds by mail whoever wants that: of which request, and nothing of what was written', async () => {
  await drawn.draw(
    bpmn(
      'intake',
      start(),
      user('work'),
      service('remind', 'remind', mapping({ whom: '="assignee"', reason: '="deadline-near"' })),
      boundary('late', 'work', timer('PT1H'), false),
      end(),
      end('e2'),
      path('s work e'),
      path('late remind e2'),
    ),
  );
  const request = await drawn.open('Ist die Creme vegan?');
  await drawn.advanceAll(request);
  const values = { name: 'Ida', email: 'ida@desk.example', password_hash: 'x', roles: ['agent' as const], mail_reminders: true };
  await drawn.inTenant(async (trx) => {
    const { id } = await trx.insertInto('account').values(values).returning('id').executeTakeFirstOrThrow();
    await trx.updateTable('task').set({ state: 'assigned', assignee: id }).where('request', '=', request).execute();
  });
  drawn.clock.now = new Date(monday.getTime() + 3_600_000);
  await drawn.advanceAll(request);
  drawn.clock.now = monday;
  const [mail] = await drawn.inTenant((trx) => trx.selectFrom('outbox').selectAll().where('request', '=', request).execute());
  expect(mail).toMatchObject({ purpose: 'notification', recipients: ['ida@desk.example'], message: null });
  expect(mail?.content.text).toContain(`http://app.test/requests/${request}`);
  expect(mail?.content.text).not.toContain('vegan');
  const told = () =>
    drawn.inTenant((trx) =>
      trx.selectFrom('notification').select(['kind', 'reason', 'read_at']).where('request', '=', request).orderBy('at').execute(),
    );
  expect(await told()).toEqual([{ kind: 'reminder', reason: 'reminded', read_at: null }]);
  await sql`update notification set at = now() - interval '31 days'`.execute(owner);
  await round();
  expect(await told()).toEqual([]);
});

it('gives anew a task that is gone, once, and says so; what waits without end for something from outside is a person’s to repair', async () => {
  await drawn.draw(
    bpmn('intake', start(), user('work'), catching('answer', message('reply')), user('more'), end(), path('s work answer more e')),
  );
  const request = await drawn.open();
  await drawn.advanceAll(request);
  const tasks = () => drawn.inTenant((trx) => trx.selectFrom('task').select(['id', 'state']).where('request', '=', request).execute());
  const ask = () => drawn.inTenant((trx) => idleOf(trx, request));
  await sql`update request set next_timer_at = null, owed_since = null, promise_due_at = null where id = ${request}`.execute(owner);
  expect(await ask()).toBeNull();
  await sql`update task set state = 'cancelled' where request = ${request}`.execute(owner);
  expect(await ask()).toMatchObject({ cause: 'task-gone', again: { element: 'work' } });
  await round();
  const ours = () => delivered.filter((one) => one === request);
  expect(ours()).toEqual([]);
  await sql`update request set updated_at = now() - interval '1 hour' where id = ${request}`.execute(owner);
  await round();
  await round();
  expect(ours()).toEqual([request]);
  await drawn.advanceAll(request);
  const [, anew] = await tasks();
  expect(anew).toMatchObject({ state: 'waiting' });
  await drawn.record(request, { kind: 'task-completed', payload: { task: anew!.id, outcome: 'answered' }, key: 'done' });
  await drawn.advanceAll(request);
  await sql`update request set next_timer_at = null where id = ${request}`.execute(owner);
  expect(await ask()).toMatchObject({ cause: 'no-date', at: 'answer', again: { element: 'work' } });
  const kinds = await drawn.inTenant((trx) =>
    trx.selectFrom('timeline').select('data').where('request', '=', request).where('kind', '=', 'token-moved').execute(),
  );
  expect(kinds).toEqual([{ data: { to: 'work', reason: 'task-gone' } }]);
});
