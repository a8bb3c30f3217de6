import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { asTenant, json, type Trx } from '../../../db/client.ts';
import { insertMessage } from '../../../db/messages.ts';
import { levelFrom } from '../../../domain/service-level/level.ts';
import { movesBefore } from '../../../domain/service-level/request-clocks.ts';
import { makeRequest, makeTask } from '../rows.ts';
import { makeTenant, type Person, person, startTestApi, type TestApi } from '../test-api.ts';

let api: TestApi;
let tenant: string;
let nora: Person;
beforeAll(async () => {
  // Temporal cannot be reached: whatever is written must be saved all the same.
  api = await startTestApi({ temporal: false });
});
beforeEach(async () => {
  tenant = await makeTenant(api);
  nora = await person(api, tenant, { name: 'Nora Brandt' });
});
afterAll(() => api.close());

const inTenant = <T>(work: (trx: Trx) => Promise<T>): Promise<T> => asTenant(api.db, tenant, work);
const open = (wish: Parameters<typeof makeRequest>[1] = {}) => inTenant((trx) => makeRequest(trx, wish));
const reply = (request: string, body: object, key: string = randomUUID(), who = nora) =>
  who.call(
    `POST /api/requests/${request}/replies`,
    { text: 'Guten Tag', to: [], cc: [], outcome: null, task: null, seenMessage: null, ...body },
    { 'idempotency-key': key },
  );
const found = async (search: string): Promise<string[]> =>
  ((await nora.call(`GET /api/requests?search=${encodeURIComponent(search)}`)).body as { items: { id: string }[] }).items.map(
    ({ id }) => id,
  );

test('with Temporal away a reply is saved and said to be on its way; clicking again does not write it twice', async () => {
  const { request, message } = await open();
  const key = randomUUID();
  for (let click = 0; click < 2; click++)
    expect(await reply(request, { seenMessage: message }, key)).toMatchObject({ status: 202, body: { saved: true, pending: true } });
  const { body } = await nora.call(`GET /api/requests/${request}/messages`);
  expect((body as { items: { type: string }[] }).items.map(({ type }) => type)).toEqual(['customer', 'agent']);
  const events = await inTenant((trx) =>
    trx.selectFrom('request_event').select('kind').where('request', '=', request).where('kind', '=', 'agent-replied').execute(),
  );
  expect(events).toHaveLength(1);
});

test('a reply stops when the customer wrote meanwhile, and shows what is new; the draft stays', async () => {
  const { request, message } = await open();
  await nora.call(`PUT /api/requests/${request}/drafts/reply`, { content: { text: 'Guten Tag' } });
  await inTenant((trx) => insertMessage(trx, { request, type: 'customer', channel: 'mail', text: 'Hat sich erledigt!' }));
  expect(await reply(request, { seenMessage: message })).toMatchObject({
    status: 409,
    body: { type: 'urn:vorgang:problem:conversation-moved-on', messages: [{ text: 'Hat sich erledigt!' }] },
  });
  expect((await nora.call(`GET /api/requests/${request}/drafts`)).body).toMatchObject({
    mine: [{ type: 'reply', content: { text: 'Guten Tag' }, outdated: true }],
  });
});

test('of two colleagues who answer at once the second is stopped', async () => {
  const { request, message } = await open();
  const ole = await person(api, tenant, { name: 'Ole' });
  const answers = await Promise.all([
    reply(request, { seenMessage: message }),
    reply(request, { seenMessage: message }, randomUUID(), ole),
  ]);
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([202, 409]);
});

test('whoever promises a time in a reply keeps the task, and the time lies ahead', async () => {
  const { request, message } = await open();
  const task = await inTenant((trx) => makeTask(trx, request, { assignee: nora.id }));
  const promiseAt = new Date(Date.now() + 3_600_000).toISOString();
  const problems = [
    [{ task, outcome: 'answered', promiseAt }, 'promise-needs-task'],
    [{ task: null, promiseAt }, 'promise-needs-task'],
    [{ task, promiseAt: new Date(0).toISOString() }, 'in-the-past'],
  ] as const;
  for (const [body, type] of problems)
    expect(await reply(request, { seenMessage: message, ...body })).toMatchObject({
      status: 422,
      body: { type: `urn:vorgang:problem:${type}` },
    });
  expect((await reply(request, { seenMessage: message, task, promiseAt })).status).toBe(202);
  const events = await inTenant((trx) =>
    trx.selectFrom('request_event').select('payload').where('request', '=', request).where('kind', '=', 'agent-replied').execute(),
  );
  expect(events).toMatchObject([{ payload: { promiseAt } }]);
});

test('a note or an automatic mail does not stop a reply', async () => {
  const { request, message } = await open();
  await nora.call(`POST /api/requests/${request}/notes`, { text: 'Bitte kulant sein' }, { 'idempotency-key': randomUUID() });
  await inTenant((trx) => insertMessage(trx, { request, type: 'automatic', channel: 'mail', text: 'Wir haben Ihre Mail.' }));
  expect((await reply(request, { seenMessage: message })).status).toBe(202);
});

test('a reply with an open placeholder is refused and names it', async () => {
  const { request, message } = await open();
  expect(await reply(request, { seenMessage: message, text: 'Ihre Bestellung ⟦order.number⟧ ist da' })).toMatchObject({
    status: 422,
    body: { type: 'urn:vorgang:problem:placeholders-left', placeholders: ['⟦order.number⟧'] },
  });
});

test("a colleague's task is not completed by a reply, one without an owner becomes the writer's", async () => {
  const { request, message } = await open();
  const ole = await person(api, tenant, { name: 'Ole' });
  const taken = await inTenant((trx) => makeTask(trx, request, { assignee: ole.id }));
  const free = await inTenant((trx) => makeTask(trx, request));
  expect(await reply(request, { seenMessage: message, outcome: 'answered', task: taken })).toMatchObject({
    status: 409,
    body: { type: 'urn:vorgang:problem:task-not-yours', owner: { name: 'Ole' } },
  });
  expect((await reply(request, { seenMessage: message, outcome: 'answered', task: free })).status).toBe(202);
  expect((await nora.call(`GET /api/tasks/${free}`)).body).toMatchObject({ owner: { id: nora.id } });
});

test('a note is kept once, stands in the timeline and makes no event', async () => {
  const { request } = await open();
  const key = randomUUID();
  const note = () => nora.call(`POST /api/requests/${request}/notes`, { text: 'Kundin ist verärgert' }, { 'idempotency-key': key });
  expect((await note()).body).toEqual((await note()).body);
  const { body } = await nora.call(`GET /api/requests/${request}/timeline`);
  expect((body as { items: { kind: string }[] }).items.filter(({ kind }) => kind === 'note')).toHaveLength(1);
  const events = await inTenant((trx) => trx.selectFrom('request_event').select('kind').where('request', '=', request).execute());
  expect(events).toEqual([{ kind: 'request-opened' }]);
});

test('drafts are private in content, but colleagues see who writes', async () => {
  const { request } = await open();
  const ole = await person(api, tenant, { name: 'Ole' });
  await nora.call(`PUT /api/requests/${request}/drafts/reply`, { content: { text: 'geheim' } });
  await nora.call(`PUT /api/requests/${request}/drafts/note`, { content: 'n' });
  const { body } = await ole.call(`GET /api/requests/${request}/drafts`);
  expect(body).toMatchObject({ mine: [], others: [{ account: { name: 'Nora Brandt' } }, { account: { name: 'Nora Brandt' } }] });
  expect(JSON.stringify(body)).not.toContain('geheim');
  await nora.call(`DELETE /api/requests/${request}/drafts/reply`);
  expect((await nora.call(`GET /api/requests/${request}/drafts`)).body).toMatchObject({ mine: [{ type: 'note' }] });
});

test('nobody can be asked where the process does not wait for it, nor for yesterday, nor with a message of another request', async () => {
  const [plain, other] = [await open(), await open()];
  const asking = await open({ position: { messages: [{ activation: 'a1', element: 'ask', name: 'expert-asked', key: null }] } });
  const ask = (request: string, wish: object) =>
    nora.call(
      `POST /api/requests/${request}/consultations`,
      {
        expertAddress: 'x@partner.example',
        expertName: 'X',
        question: 'Was tun?',
        dueAt: new Date(Date.now() + 3600_000).toISOString(),
        context: [],
        ...wish,
      },
      { 'idempotency-key': randomUUID() },
    );
  expect(await ask(plain.request, {})).toMatchObject({ status: 409, body: { type: 'urn:vorgang:problem:cannot-ask-now' } });
  expect(await ask(asking.request, { dueAt: '2020-01-01T00:00:00Z' })).toMatchObject({
    status: 422,
    body: { type: 'urn:vorgang:problem:in-the-past' },
  });
  expect((await ask(asking.request, { context: [other.message] })).status).toBe(404);
  expect(await ask(asking.request, { context: [asking.message] })).toMatchObject({ status: 202, body: { saved: true } });
});

test('search finds by number, mistyped subject, word beginnings, German and English stems and the customer', async () => {
  const one = await open({ subject: 'Zahnbürste defekt', text: 'Bitte eine Rechnungskorrektur.' });
  const two = await open({ subject: 'Delivery', text: 'The parcels were delivered to my neighbours.', address: 'jane@mail.example' });
  expect(await found(one.number)).toEqual([one.request]);
  expect(await found(one.number.slice(-4))).toContain(one.request);
  expect(await found('Zahnburste')).toEqual([one.request]);
  expect(await found('rechnung')).toEqual([one.request]);
  expect(await found('parcel neighbour')).toEqual([two.request]);
  expect(await found('jane@mail.example')).toEqual([two.request]);
  expect(await found("'; drop table request --")).toEqual([]);
  const { body } = await nora.call('GET /api/requests?search=neighbour');
  expect(body).toMatchObject({ items: [{ excerpt: expect.stringContaining('⟪neighbours⟫') as string }] });
});

test('pages of a search follow each other without a gap or a repeat', async () => {
  for (let made = 0; made < 7; made++) await open({ subject: `Lippenstift ${made}` });
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: { items: { id: string }[]; nextCursor: string | null } = (
      await nora.call(`GET /api/requests?search=Lippenstift&limit=3${cursor && `&cursor=${cursor}`}`)
    ).body;
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  expect(new Set(seen).size).toBe(7);
  expect(seen).toHaveLength(7);
});

test('another class of a customer, and a priority that a lead gives or takes back, are told to the open requests they concern', async () => {
  const boss = await person(api, tenant, { name: 'Boss', roles: ['lead'] });
  const one = await open();
  const other = await open();
  const { customer, task } = await inTenant(async (trx) => {
    const known = await trx
      .insertInto('customer')
      .values({ number: 'K-1', name: 'Karla Kunde', class: 'C' })
      .returning('id')
      .executeTakeFirstOrThrow();
    const level = levelFrom({ firstResponseMinutes: 60, resolutionMinutes: 600 }, 'business');
    const moves = movesBefore(level, { arrival: new Date(), answeredAt: null, owedSince: null });
    const told = { firstResponseAt: null, resolutionAt: null, dueAt: null, atRiskAt: null, promiseAt: null, noticeAt: null };
    const clocks = json({ moves, told, after: 1, numbers: {} });
    await trx.updateTable('request').set({ customer: known.id, clocks }).where('id', '=', one.request).execute();
    return { customer: known.id, task: await makeTask(trx, one.request) };
  });
  const deed = () => ({ 'idempotency-key': randomUUID() });
  expect((await nora.call(`PUT /api/customers/${customer}/class`, { class: 'A' }, deed())).status).toBe(403);
  expect((await boss.call(`PUT /api/customers/${customer}/class`, { class: 'A' }, deed())).status).toBe(202);
  const raised = await boss.call('POST /api/board/raise', { tasks: [task], first: false, priority: 1 });
  const { intervention } = raised.body as { intervention: string };
  await boss.call(`POST /api/board/interventions/${intervention}/undo`);
  expect((await nora.call(`PUT /api/requests/${other.request}/priority`, { priority: 2 }, deed())).status).toBe(202);
  const events = await inTenant((trx) =>
    trx
      .selectFrom('request_event')
      .select(['request', 'kind', 'payload'])
      .where('kind', 'in', ['class-changed', 'priority-set'])
      .orderBy('seq')
      .execute(),
  );
  expect(events).toEqual([
    { request: one.request, kind: 'class-changed', payload: { class: 'A' } },
    { request: one.request, kind: 'priority-set', payload: { priority: 1, isTold: true } },
    { request: one.request, kind: 'priority-set', payload: { priority: null, isTold: true } },
    { request: other.request, kind: 'priority-set', payload: { priority: 2 } },
  ]);
});
