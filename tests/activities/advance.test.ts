import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { advance, type AdvanceDeps } from '../../activities/advance.ts';
import { createInterpreter } from '../../activities/interpreter/interpreter.ts';
import { asTenant, connect, type Db, type Trx } from '../../db/client.ts';
import { recordEvent } from '../../db/request-events.ts';
import { openRequest } from '../../db/requests.ts';
import type { Variables } from '../../domain/process/types.ts';
import { createTestDatabase, type TestDatabase } from '../database.ts';
import { provisionTenant, testSecretKey } from '../tenant.ts';

// Monday, 10:00 in Berlin.
const monday = new Date('2026-11-23T09:00:00.000Z');

let database: TestDatabase;
let db: Db;
let tenant: string;
let mailbox: string;
let now: Date;
const interpreter = createInterpreter();
const delivered: { request: string; event: string }[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  db = connect(database.appUrl);
  ({ tenant, mailbox } = await provisionTenant(database.url, db));
});
beforeEach(() => {
  now = monday;
});
afterEach(() => {
  delivered.length = 0;
});
afterAll(async () => {
  await interpreter.stop();
  await db.destroy();
  await database.drop();
});

const inTenant = <T>(work: (trx: Trx) => Promise<T>): Promise<T> => asTenant(db, tenant, work);

const deps = (): AdvanceDeps => ({
  db,
  interpreter,
  services: { appUrl: 'http://app.test', secretKey: testSecretKey },
  now: () => now,
  deliver: (event) => Promise.resolve(delivered.push(event)),
});

/** Until nothing is left for another transaction. */
async function advanceAll(request: string) {
  for (;;) {
    const outcome = await advance(deps(), { tenant, request, generation: 1 });
    if (!outcome.more) return outcome;
  }
}

let mails = 0;
async function openMail(subject: string, text: string): Promise<string> {
  mails += 1;
  const opened = await inTenant((trx) =>
    openRequest(trx, {
      channel: 'mail',
      subject,
      language: 'de',
      mailbox,
      requester: { name: 'Eva Lindner', address: `eva.lindner.${mails}@kunden.example` },
      message: { text },
      key: `inbound:${mails}`,
      receivedAt: now,
    }),
  );
  return opened.request;
}

const requestRow = (id: string) => inTenant((trx) => trx.selectFrom('request').selectAll().where('id', '=', id).executeTakeFirstOrThrow());
const tasksOf = (id: string) =>
  inTenant((trx) => trx.selectFrom('task').selectAll().where('request', '=', id).orderBy('created_at').execute());
const outboxOf = (id: string) => inTenant((trx) => trx.selectFrom('outbox').selectAll().where('request', '=', id).orderBy('seq').execute());

async function record(
  request: string,
  event: Omit<Parameters<typeof recordEvent>[1], 'request' | 'actor' | 'occurredAt'>,
): Promise<string> {
  const { id } = await inTenant((trx) => recordEvent(trx, { request, actor: { type: 'system' }, occurredAt: now, ...event }));
  return id;
}

describe('a new request', () => {
  it('is classified, gets its deadlines, an acknowledgement with a promise, and a task', async () => {
    const request = await openMail('Beschwerde: Lieferung kam zu spät', 'Ich möchte mich beschweren. Das ist unzumutbar.');
    const outcome = await advanceAll(request);
    const row = await requestRow(request);
    expect(row).toMatchObject({ kind: 'complaint', status: 'open' });
    // Eight business hours from Monday 10:00, the desk closes at 18:00.
    expect(row.first_response_due_at?.toISOString()).toBe('2026-11-23T17:00:00.000Z');
    expect(await outboxOf(request)).toMatchObject([
      { purpose: 'automatic', state: 'prepared', recipients: [`eva.lindner.${mails}@kunden.example`] },
    ]);
    expect(await tasksOf(request)).toMatchObject([{ state: 'waiting' }]);
    const promises = await inTenant((trx) => trx.selectFrom('promise').selectAll().where('request', '=', request).execute());
    expect(promises).toMatchObject([{ state: 'open', due_at: row.first_response_due_at }]);
    expect(outcome.jobs).toMatchObject([{ step: 'hand-over-mail' }]);
    expect(outcome.nextTimer).not.toBeNull();
    expect(row.next_timer_at?.toISOString()).toBe(outcome.nextTimer?.at);
  });

  it('consumes each event once, however often advance is called', async () => {
    const request = await openMail('Frage', 'Wo bekomme ich die Zahnbürste?');
    const first = await advanceAll(request);
    const again = await advanceAll(request);
    expect(again.revision).toBe(first.revision);
    expect(await outboxOf(request)).toHaveLength(1);
    expect(await tasksOf(request)).toHaveLength(1);
  });
});

describe('an open task', () => {
  it('is reminded before and escalated at the deadline, and the customer hears before the promise breaks', async () => {
    const request = await openMail('Frage zu einem Produkt', 'Ist die Creme vegan?');
    await advanceAll(request);
    const { first_response_due_at: due } = await requestRow(request);
    // The alarm clock rings for each timer in turn.
    for (let outcome = await advanceAll(request); now < (due ?? now); outcome = await advanceAll(request))
      now = new Date(outcome.nextTimer?.at ?? 0);
    const kinds = await inTenant((trx) => trx.selectFrom('timeline').select('kind').where('request', '=', request).execute());
    expect(kinds.map((entry) => entry.kind)).toEqual(expect.arrayContaining(['reminded', 'escalated', 'automatic-mail']));
    expect(await outboxOf(request)).toHaveLength(2);
    const promises = await inTenant((trx) =>
      trx.selectFrom('promise').select('state').where('request', '=', request).orderBy('created_at').execute(),
    );
    expect(promises[0]?.state).toBe('renewed');
    expect((await requestRow(request)).breached_at).not.toBeNull();
  });

  it('is done by an answer, comes back when the customer writes again, and the request ends archived when closed', async () => {
    const request = await openMail('Frage zu einem Produkt', 'Ist das Shampoo vegan?');
    await advanceAll(request);
    await answer(request, 'answered');
    expect(await requestRow(request)).toMatchObject({ status: 'waiting' });
    const message = await inTenant((trx) =>
      trx
        .insertInto('message')
        .values({ request, type: 'customer', channel: 'mail', text: 'Danke, noch eine Frage.' })
        .returning('id')
        .executeTakeFirstOrThrow(),
    );
    await record(request, { kind: 'customer-replied', payload: { message: message.id }, key: 'inbound:again' });
    await advanceAll(request);
    expect(await requestRow(request)).toMatchObject({ status: 'open' });
    expect((await tasksOf(request)).map((task) => task.state)).toEqual(['completed', 'waiting']);
    await answer(request, 'closed');
    expect(await requestRow(request)).toMatchObject({ status: 'archived' });
    const entries = await inTenant((trx) => trx.selectFrom('archive_entry').selectAll().where('request', '=', request).execute());
    expect(entries).toHaveLength(1);
  });

  it('keeps the promise that an answer in time meets', async () => {
    const request = await openMail('Frage', 'Ist das Shampoo vegan?');
    await advanceAll(request);
    await answer(request, 'closed');
    const promises = await inTenant((trx) => trx.selectFrom('promise').select('state').where('request', '=', request).execute());
    expect(promises).toEqual([{ state: 'kept' }]);
  });
});

describe('a customer who waits', () => {
  const promisesOf = (request: string) =>
    inTenant((trx) => trx.selectFrom('promise').selectAll().where('request', '=', request).orderBy('created_at').execute());
  const kindsOf = async (request: string) =>
    (await inTenant((trx) => trx.selectFrom('timeline').select('kind').where('request', '=', request).orderBy('seq').execute())).map(
      ({ kind }) => kind,
    );
  /** The alarm clock rings for each alarm in turn. */
  async function passUntil(request: string, end: Date): Promise<void> {
    for (let outcome = await advanceAll(request); outcome.nextTimer && outcome.nextTimer.at <= end.toISOString();) {
      now = new Date(outcome.nextTimer.at);
      outcome = await advanceAll(request);
    }
    now = end;
  }

  it('hears before each promise breaks, over weekends too, and the next time told lies ahead', async () => {
    now = new Date('2026-11-27T15:00:00.000Z');
    const request = await openMail('Frage zu einem Produkt', 'Ist die Creme vegan?');
    await passUntil(request, new Date('2026-12-14T15:00:00.000Z'));
    const promises = await promisesOf(request);
    expect(promises.length).toBeGreaterThan(3);
    expect(promises.map(({ state }) => state)).toEqual([...Array(promises.length - 1).fill('renewed'), 'open']);
    for (const { created_at: made, due_at: due, settled_at: settled } of promises) {
      expect(due.getTime()).toBeGreaterThan(made.getTime());
      if (settled) expect(settled.getTime()).toBeLessThan(due.getTime());
    }
    expect(await kindsOf(request)).not.toContain('promise-broken');
    expect(await outboxOf(request)).toHaveLength(promises.length);
    // The first word came within 24 hours, although the time promised was further off.
    expect(promises[1]!.created_at.getTime() - promises[0]!.created_at.getTime()).toBeLessThanOrEqual(24 * 3_600_000);
  });

  it('is no longer told by a machine that may not write: then people are told, before the promise breaks', async () => {
    const request = await openMail('Frage zu einem Produkt', 'Ist die Creme vegan?');
    await advanceAll(request);
    const [task] = await tasksOf(request);
    await inTenant(async (trx) => {
      await trx.updateTable('task').set({ unread: false }).where('id', '=', task!.id).execute();
      await trx.insertInto('mail_policy').values({ stopped_at: now, stop_reason: 'by-hand' }).execute();
    });
    const [promise] = await promisesOf(request);
    await passUntil(request, new Date(promise!.due_at.getTime() - 1));
    expect(await kindsOf(request)).toEqual(expect.arrayContaining(['mail-withheld', 'notice-withheld']));
    expect((await tasksOf(request))[0]).toMatchObject({ unread: true });
    expect(await promisesOf(request)).toMatchObject([{ state: 'open' }]);
    await passUntil(request, promise!.due_at);
    expect(await promisesOf(request)).toMatchObject([{ state: 'broken' }]);
    expect(await kindsOf(request)).toContain('promise-broken');
    await inTenant((trx) => trx.deleteFrom('mail_policy').execute());
  });

  it('was promised a time by a person: it is watched like any other, and kept by the next answer', async () => {
    const request = await openMail('Frage zu einem Produkt', 'Ist die Creme vegan?');
    await advanceAll(request);
    await answer(request, null, { promiseAt: '2026-11-25T09:00:00.000Z' });
    expect(await promisesOf(request)).toMatchObject([{ state: 'kept' }, { state: 'open', told_by: 'agent' }]);
    await passUntil(request, new Date('2026-11-25T08:45:00.000Z'));
    expect(await promisesOf(request)).toMatchObject([{ state: 'kept' }, { state: 'renewed' }, { state: 'open' }]);
    await answer(request, 'answered');
    expect((await promisesOf(request)).at(-1)).toMatchObject({ state: 'kept' });
    expect((await advanceAll(request)).nextTimer?.element).toBe('no-reply');
  });

  it('hears within 24 hours of writing again, although nobody promised a time, and however often he does', async () => {
    const request = await openMail('Frage zu einem Produkt', 'Ist die Creme vegan?');
    await advanceAll(request);
    await answer(request, 'answered');
    now = new Date('2026-11-24T09:00:00.000Z');
    const sent = [(await outboxOf(request)).length];
    for (const day of ['25', '26', '27', '28']) {
      const values = { request, type: 'customer' as const, channel: 'mail' as const, text: 'Noch eine Frage.', created_at: now };
      const { id } = await inTenant((trx) => trx.insertInto('message').values(values).returning('id').executeTakeFirstOrThrow());
      await record(request, { kind: 'customer-replied', payload: { message: id }, key: `again:${id}` });
      await passUntil(request, new Date(`2026-11-${day}T09:00:00.000Z`));
      sent.push((await outboxOf(request)).length);
    }
    expect(sent[1]).toBe(sent[0]! + 1);
    expect((await promisesOf(request)).at(-1)).toMatchObject({ state: 'open', told_by: 'interim-notice' });
    expect(await kindsOf(request)).not.toContain('mail-withheld');
  });
});

describe('an event that cannot be taken in', () => {
  it('is rejected with its reason and does not stop what comes behind it', async () => {
    const request = await openMail('Frage', 'Ist das Shampoo vegan?');
    await advanceAll(request);
    const bad = await record(request, { kind: 'agent-replied', payload: { message: '00000000-0000-7000-8000-000000000000' }, key: 'bad' });
    const [task] = await tasksOf(request);
    await record(request, { kind: 'task-completed', payload: { task: task?.id ?? '', outcome: 'closed' }, key: 'good' });
    await advanceAll(request);
    const row = await inTenant((trx) =>
      trx.selectFrom('request_event').select(['answer', 'revision']).where('id', '=', bad).executeTakeFirstOrThrow(),
    );
    expect(row).toMatchObject({ answer: { accepted: false, code: 'event-failed' } });
    expect((await tasksOf(request))[0]?.state).toBe('completed');
  });
});

async function answer(request: string, outcome: string | null, more: Variables = {}): Promise<void> {
  const task = (await tasksOf(request)).at(-1);
  const message = await inTenant((trx) =>
    trx
      .insertInto('message')
      .values({
        request,
        type: 'agent',
        channel: 'mail',
        text: 'Ja, das ist es.',
        subject: 'Ihre Frage',
        to_addresses: ['eva.lindner@kunden.example'],
      })
      .returning('id')
      .executeTakeFirstOrThrow(),
  );
  await record(request, {
    kind: 'agent-replied',
    payload: { message: message.id, ...(outcome ? { task: task?.id ?? '', outcome, variables: {} } : {}), ...more },
    key: `answer:${message.id}`,
  });
  await advanceAll(request);
}
