import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { advance, type AdvanceDeps } from '../../activities/advance.ts';
import { createInterpreter } from '../../activities/interpreter/interpreter.ts';
import { asTenant, connect, type Db, type Trx } from '../../db/client.ts';
import { recordEvent } from '../../db/request-events.ts';
import { openRequest } from '../../db/requests.ts';
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

async function answer(request: string, outcome: string): Promise<void> {
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
    payload: { message: message.id, task: task?.id ?? '', outcome, variables: {} },
    key: `answer:${message.id}`,
  });
  await advanceAll(request);
}
