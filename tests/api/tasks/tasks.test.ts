import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { asTenant, type Trx } from '../../../db/client.ts';
import { resubmitDue } from '../../../db/resubmission.ts';
import { makeRequest, makeTask } from '../rows.ts';
import { makeTenant, person, startTestApi, type TestApi } from '../test-api.ts';

let api: TestApi;
let tenant: string;
beforeAll(async () => {
  api = await startTestApi();
});
beforeEach(async () => {
  tenant = await makeTenant(api);
});
afterAll(() => api.close());

const inTenant = <T>(work: (trx: Trx) => Promise<T>): Promise<T> => asTenant(api.db, tenant, work);
const newTask = (wish: Parameters<typeof makeTask>[2] = {}, subject?: string) =>
  inTenant(async (trx) => {
    const { request } = await makeRequest(trx, subject === undefined ? {} : { subject });
    return { request, task: await makeTask(trx, request, wish) };
  });
const hours = (count: number): Date => new Date(Date.now() + count * 3600_000);
interface Page {
  items: {
    task: string | null;
    key: string;
    subject: string;
    step: string;
    deadline: string;
    owner: { id: string } | null;
    draft: boolean;
    unread: boolean;
    waitingSince: string;
  }[];
  nextCursor: string | null;
}

test('what can still be met comes before what is late, then by class, then by deadline; what was raised comes first', async () => {
  const nora = await person(api, tenant);
  const late = await newTask({ dueAt: hours(-2), class: 'A' });
  const soonC = await newTask({ dueAt: hours(1), class: 'C' });
  const laterA = await newTask({ dueAt: hours(5), class: 'A' });
  const noneA = await newTask({ dueAt: null, class: 'A' });
  const raised = await newTask({ dueAt: hours(-1), class: 'C' });
  await inTenant((trx) => trx.updateTable('task').set({ raised_at: new Date() }).where('id', '=', raised.task).execute());
  const { body } = await nora.call('GET /api/tasks?view=next');
  expect((body as Page).items.map(({ task }) => task)).toEqual([raised, laterA, noneA, soonC, late].map(({ task }) => task));
});

test('pages follow each other without a gap or a repeat', async () => {
  const nora = await person(api, tenant);
  for (let made = 0; made < 7; made++) await newTask({ dueAt: made % 3 ? hours(made) : null, class: made % 2 ? 'A' : 'B' });
  const all = ((await nora.call('GET /api/tasks?view=team')).body as Page).items.map(({ key }) => key);
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: Page = (await nora.call(`GET /api/tasks?view=team&limit=3${cursor && `&cursor=${cursor}`}`)).body;
    seen.push(...page.items.map(({ key }) => key));
    cursor = page.nextCursor;
  }
  expect(seen).toEqual(all);
  expect(seen).toHaveLength(7);
});

test('nobody is given what they lack the skill, the level or the topic for, and is told why', async () => {
  const nora = await person(api, tenant, { skills: { technic: 1 }, topics: ['warranty'] });
  await newTask({ skills: [{ key: 'technic', level: 2 }] });
  await newTask({ topic: 'damage' });
  expect((await nora.call('POST /api/tasks/next')).body).toEqual({ task: null, reason: 'missing-skill', why: null, along: 0 });
  const fits = await newTask({ topic: 'warranty', skills: [{ key: 'technic', level: 1 }] });
  expect((await nora.call('POST /api/tasks/next')).body).toMatchObject({
    task: { task: fits.task, state: 'assigned', owner: { id: nora.id } },
    reason: null,
  });
  expect((await nora.call('POST /api/tasks/next')).body).toMatchObject({ task: { task: fits.task }, reason: 'missing-skill' });
});

test('with full hands the next task waits, and the reason is told', async () => {
  const nora = await person(api, tenant, { capacity: 2 });
  await newTask({ points: 2 });
  await newTask();
  await nora.call('POST /api/tasks/next');
  expect((await nora.call('POST /api/tasks/next')).body).toMatchObject({ reason: 'no-capacity' });
});

test('becoming available brings work until the hands are full', async () => {
  const nora = await person(api, tenant, { capacity: 2 });
  for (let made = 0; made < 3; made++) await newTask();
  const { body } = await nora.call('PATCH /api/session', { presence: 'available' });
  expect(body).toMatchObject({ presence: 'available', load: 2 });
  expect((await nora.call('GET /api/tasks/counts')).body).toMatchObject({ mine: 2, next: 1, team: 3 });
});

test('a declined task goes to somebody else, never back, and the reason stands in the timeline', async () => {
  const [nora, ole] = [await person(api, tenant), await person(api, tenant, { name: 'Ole', presence: 'available' })];
  const { task, request } = await newTask({ assignee: nora.id });
  expect((await nora.call(`POST /api/tasks/${task}/decline`, { reason: 'Kenne den Kunden privat' })).status).toBe(200);
  expect((await ole.call(`GET /api/tasks/${task}`)).body).toMatchObject({ owner: { id: ole.id } });
  await ole.call(`POST /api/tasks/${task}/return`, { reason: 'Feierabend' });
  expect((await nora.call('POST /api/tasks/next')).body).toMatchObject({ task: null });
  const { body } = await ole.call(`GET /api/requests/${request}/timeline`);
  expect((body as { items: { kind: string; data: object; actor: object }[] }).items).toContainEqual(
    expect.objectContaining({
      kind: 'declined',
      data: { task, reason: 'Kenne den Kunden privat' },
      actor: { type: 'account', id: nora.id, name: 'Nora' },
    }),
  );
});

test('a colleague’s task is taken over only by naming the colleague', async () => {
  const [nora, ole] = [await person(api, tenant), await person(api, tenant, { name: 'Ole' })];
  const { task } = await newTask({ assignee: nora.id });
  expect(await ole.call(`POST /api/tasks/${task}/take`, {})).toMatchObject({
    status: 409,
    body: { type: 'urn:vorgang:problem:task-taken', owner: { id: nora.id, name: 'Nora' } },
  });
  expect(await ole.call(`POST /api/tasks/${task}/take`, { takeOverFrom: nora.id })).toMatchObject({
    status: 200,
    body: { owner: { id: ole.id } },
  });
  expect(await nora.call(`POST /api/tasks/${task}/return`, { reason: 'x' })).toMatchObject({
    status: 409,
    body: { type: 'urn:vorgang:problem:task-not-yours' },
  });
});

test('a deferred task leaves the list, takes no room, keeps its deadline and comes back by hand', async () => {
  const nora = await person(api, tenant, { capacity: 1 });
  const { task } = await newTask({ assignee: nora.id, dueAt: hours(3) });
  const until = hours(24).toISOString();
  expect((await nora.call(`POST /api/tasks/${task}/defer`, { until: hours(-1).toISOString(), reason: 'x' })).status).toBe(422);
  await nora.call(`POST /api/tasks/${task}/defer`, { until, reason: 'Ware kommt morgen' });
  expect((await nora.call('GET /api/tasks?view=mine')).body).toMatchObject({ items: [] });
  expect((await nora.call('GET /api/tasks?view=waiting')).body).toMatchObject({
    items: [{ task, deferredUntil: until, deferReason: 'Ware kommt morgen', deadline: expect.any(String) as string }],
  });
  expect((await nora.call('GET /api/session')).body).toMatchObject({ load: 0 });
  await nora.call(`DELETE /api/tasks/${task}/defer`);
  expect((await nora.call('GET /api/tasks?view=mine')).body).toMatchObject({ items: [{ task }] });
});

test('several tasks are put off at once until the customer answers, each says what it is later than; when the time has come they lie on top', async () => {
  const [nora, ole] = [await person(api, tenant), await person(api, tenant)];
  const [first, second] = [
    await newTask({ assignee: nora.id, dueAt: hours(2) }),
    await newTask({ assignee: nora.id, dueAt: hours(9), class: 'A' }),
  ];
  const others = await newTask({ assignee: ole.id });
  const until = hours(5).toISOString();
  const tasks = [first.task, second.task, others.task];
  const putOff = () => nora.call('POST /api/tasks/defer', { tasks, until, reason: 'Foto fehlt', untilReply: true });
  const { intervention } = (await putOff()).body as { intervention: string };
  expect((await ole.call(`POST /api/tasks/defer/${intervention}/undo`)).status).toBe(404);
  expect((await nora.call(`POST /api/tasks/defer/${intervention}/undo`)).body).toEqual({ done: 2, kept: 0 });
  expect((await nora.call('GET /api/tasks?view=waiting')).body).toMatchObject({ items: [] });
  const { body } = await putOff();
  const rows = (body as { items: { task: string; problem: string | null; deadline: string | null }[] }).items;
  expect(Object.fromEntries(rows.map(({ task, problem, deadline }) => [task, problem ?? (deadline ? 'late' : 'fine')]))).toEqual({
    [first.task]: 'late',
    [second.task]: 'fine',
    [others.task]: 'task-not-yours',
  });
  expect((await nora.call('GET /api/tasks?view=waiting')).body).toMatchObject({ items: [{ untilReply: true }, { untilReply: true }] });
  await inTenant(async (trx) => {
    await trx
      .updateTable('task')
      .set({ deferred_until: hours(-1), unread: false })
      .where('id', '=', first.task)
      .execute();
    await trx.updateTable('task').set({ deferred_until: null }).where('id', '=', second.task).execute();
    expect(await resubmitDue(trx)).toBe(1);
    expect(await resubmitDue(trx)).toBe(0);
  });
  expect((await nora.call('GET /api/tasks?view=mine')).body).toMatchObject({
    items: [
      { task: first.task, unread: true, deferReason: 'Foto fehlt', deferredUntil: null, resubmittedAt: expect.any(String) as string },
      { task: second.task },
    ],
  });
});

test('while somebody is away the deputy has the work, what comes back meanwhile too, and what still waits afterwards goes back', async () => {
  const [nora, ole] = [await person(api, tenant, { presence: 'available' }), await person(api, tenant, { capacity: 1 })];
  const [begun, waits, rests, later] = [
    await newTask({ assignee: nora.id }),
    await newTask({ assignee: nora.id }),
    await newTask({ assignee: nora.id }),
    await newTask({ assignee: nora.id }),
  ];
  await nora.call(`POST /api/tasks/${rests.task}/defer`, { until: hours(1).toISOString(), reason: 'Rückruf' });
  await nora.call(`POST /api/tasks/${later.task}/defer`, { until: hours(99).toISOString(), reason: 'Ware' });
  const absence = { from: hours(-1).toISOString(), until: hours(8).toISOString(), deputy: ole.id };
  expect((await nora.call('POST /api/absences', { ...absence, deputy: nora.id })).status).toBe(422);
  expect((await ole.call('POST /api/absences', { ...absence, account: nora.id, deputy: null })).status).toBe(403);
  const { body } = await nora.call('POST /api/absences', absence);
  const owners = async () => {
    const rows = await inTenant((trx) => trx.selectFrom('task').select(['id', 'assignee']).execute());
    return [begun, waits, rests, later].map(({ task }) => rows.find(({ id }) => id === task)?.assignee);
  };
  expect(await owners()).toEqual([ole.id, ole.id, ole.id, nora.id]);
  expect((await nora.call('GET /api/session')).body).toMatchObject({ presence: 'offline' });
  // What is put off with somebody who is away comes back with the deputy.
  await inTenant(async (trx) => {
    await trx
      .updateTable('task')
      .set({ deferred_until: hours(-1) })
      .where('id', '=', later.task)
      .execute();
    await resubmitDue(trx);
  });
  expect(await owners()).toEqual([ole.id, ole.id, ole.id, ole.id]);
  await ole.call(`POST /api/tasks/${begun.task}/read`, {});
  await nora.call(`DELETE /api/absences/${(body as { id: string }).id}`);
  expect(await owners()).toEqual([ole.id, nora.id, nora.id, nora.id]);
  expect((await nora.call('GET /api/absences')).body).toEqual({ items: [] });
});

test('without a deputy the work goes back into the line', async () => {
  const [nora, lead] = [await person(api, tenant), await person(api, tenant, { roles: ['lead'] })];
  const { task } = await newTask({ assignee: nora.id });
  await lead.call('POST /api/absences', { account: nora.id, from: hours(-1).toISOString(), until: hours(8).toISOString(), deputy: null });
  expect(await inTenant((trx) => trx.selectFrom('task').select(['state', 'assignee']).where('id', '=', task).execute())).toEqual([
    { state: 'waiting', assignee: null },
  ]);
});

test('a lead gives work to whoever is able, above capacity only knowingly', async () => {
  const lead = await person(api, tenant, { roles: ['lead'] });
  const ole = await person(api, tenant, { name: 'Ole', capacity: 0, skills: { claims: 1 } });
  const [easy, hard] = [await newTask({ skills: [{ key: 'claims', level: 1 }] }), await newTask({ skills: [{ key: 'claims', level: 3 }] })];
  const give = async (task: string, to: string | null, overCapacity = false) =>
    (await lead.call('POST /api/board/reassign', { tasks: [task], to, overCapacity })).body;
  expect(await give(hard.task, ole.id, true)).toMatchObject({ done: 0, refused: [{ problem: 'missing-skill' }] });
  expect(await give(easy.task, ole.id)).toMatchObject({ done: 0, refused: [{ problem: 'no-capacity' }] });
  expect(await give(easy.task, ole.id, true)).toMatchObject({ done: 1, given: 1, refused: [] });
  expect(await give(easy.task, null)).toMatchObject({ done: 1, given: 0 });
  expect((await lead.call(`GET /api/tasks/${easy.task}`)).body).toMatchObject({ owner: null, state: 'waiting' });
});

test('a form is kept unfinished, and an older version does not overwrite a newer one', async () => {
  const nora = await person(api, tenant);
  const { task } = await newTask({ assignee: nora.id });
  const save = (data: object, version: number) => nora.call(`PUT /api/tasks/${task}/form`, { data, version });
  expect(await save({ damage: 'bro' }, 1)).toMatchObject({ status: 200, body: { version: 2 } });
  expect(await save({ damage: 'old' }, 1)).toMatchObject({
    status: 409,
    body: { type: 'urn:vorgang:problem:form-changed', data: { damage: 'bro' }, version: 2 },
  });
});

test('reading ends the unread mark of the owner only', async () => {
  const [nora, ole] = [await person(api, tenant), await person(api, tenant)];
  const { task } = await newTask({ assignee: nora.id });
  const isUnread = async () => ((await nora.call('GET /api/tasks?view=mine')).body as Page).items[0]!.unread;
  await ole.call(`POST /api/tasks/${task}/read`);
  expect(await isUnread()).toBe(true);
  await nora.call(`POST /api/tasks/${task}/read`);
  expect(await isUnread()).toBe(false);
});

test('a mail that could not be delivered shows among the delivery errors, with its request', async () => {
  const nora = await person(api, tenant);
  const { request, task } = await newTask({ assignee: nora.id }, 'Rückfrage');
  await inTenant(async (trx) => {
    const server = JSON.stringify({ host: 'h', port: 1, secure: false, user: 'u' });
    const { id: mailbox } = await trx
      .insertInto('mailbox')
      .values({ address: 'box@desk.example', name: 'Box', imap: server, smtp: server, secret: Buffer.from('x') })
      .returning('id')
      .executeTakeFirstOrThrow();
    await trx
      .insertInto('outbox')
      .values({
        request,
        mailbox,
        purpose: 'answer',
        rfc_message_id: `<${request}@desk.example>`,
        envelope_from: 'box@desk.example',
        recipients: ['weg@mail.example'],
        content: '{}',
        state: 'rejected',
        response: '550 no such user',
        settled_at: new Date(),
        idempotency_key: 'k',
      })
      .execute();
  });
  const { body } = await nora.call('GET /api/tasks?view=delivery-errors');
  expect(body).toMatchObject({
    items: [
      {
        task,
        request,
        subject: 'Rückfrage',
        deliveryError: { state: 'rejected', recipient: 'weg@mail.example', response: '550 no such user' },
      },
    ],
  });
  expect((await nora.call('GET /api/tasks/counts')).body).toMatchObject({ 'delivery-errors': 1 });
});
