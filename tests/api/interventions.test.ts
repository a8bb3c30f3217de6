import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { asTenant, json, type Trx } from '../../db/client.ts';
import { notificationsOf, notifyOf, notifyOfMailbox } from '../../db/notifications.ts';
import { saveTeam } from '../../db/teams.ts';
import { makeRequest, makeTask } from './rows.ts';
import { makeTenant, type Person, person, startTestApi, type TestApi } from './test-api.ts';

let api: TestApi;
let desk: string;
let boss: Person;
let ada: Person;
let ben: Person;
beforeAll(async () => {
  api = await startTestApi();
  desk = await makeTenant(api);
  boss = await person(api, desk, { name: 'Boss', roles: ['lead'], capacity: 0 });
  ada = await person(api, desk, { name: 'Ada', capacity: 9 });
  ben = await person(api, desk, { name: 'Ben', capacity: 2 });
});
afterAll(() => api.close());
const inHand = (of: Person) =>
  asTenant(api.db, desk, async (trx) => {
    const rows = await trx.selectFrom('task').select(['id', 'request']).where('assignee', '=', of.id).orderBy('id').execute();
    return rows.map(({ id }) => id);
  });
const give = (of: Person, wishes: object[] = [{}]) =>
  asTenant(api.db, desk, async (trx) => {
    const made = [];
    for (const wish of wishes) {
      const { request } = await makeRequest(trx, {});
      made.push({ request, task: await makeTask(trx, request, { assignee: of.id, ...wish }) });
    }
    return made;
  });
const forget = () => asTenant(api.db, desk, (trx) => trx.updateTable('task').set({ state: 'cancelled', assignee: null }).execute());

test('all tasks of an absent person go to another with their drafts, and one undo brings everything back', async () => {
  const [one, two] = await give(ada, [{}, { skills: [{ key: 'magic', level: 1 }] }]);
  await asTenant(api.db, desk, (trx) =>
    trx
      .insertInto('draft')
      .values({ account: ada.id, request: one!.request, type: 'reply', content: json({ text: 'Hallo' }) })
      .execute(),
  );
  await ada.call(`POST /api/tasks/${one!.task}/read`);
  const moved = (await boss.call('POST /api/board/reassign', { allOf: ada.id, to: ben.id })).body as { intervention: string };
  expect(moved).toMatchObject({ done: 1, drafts: 1, refused: [{ task: two!.task, problem: 'missing-skill' }] });
  expect(await inHand(ben)).toEqual([one!.task]);
  // Ada has read it, Ben has not.
  expect((await ben.call('GET /api/tasks?view=mine')).body).toMatchObject({ items: [{ task: one!.task, unread: true }] });
  const drafts = () => asTenant(api.db, desk, (trx) => trx.selectFrom('draft').select('account').execute());
  expect(await drafts()).toEqual([{ account: ben.id }]);
  const root = await person(api, desk, { name: 'Root', roles: ['administrator'] });
  const entry = { id: moved.intervention, about: expect.stringMatching(/^V-/) as string };
  expect((await root.call('GET /api/audit')).body).toMatchObject({ items: [{ ...entry, undo: 'possible' }] });
  expect((await boss.call('GET /api/board/interventions')).body).toMatchObject({
    items: [{ action: 'reassigned', by: { name: 'Boss' }, tasks: 1, had: ['Ada'], got: ['Ben'], undone: false }],
  });
  expect((await root.call(`POST /api/board/interventions/${moved.intervention}/undo`)).body).toEqual({ done: 1, kept: 0 });
  expect((await root.call('GET /api/audit')).body).toMatchObject({ items: [{ action: 'undone', undo: 'none' }, { undo: 'done' }] });
  expect(await inHand(ada)).toEqual([one!.task, two!.task].toSorted());
  expect(await drafts()).toEqual([{ account: ada.id }]);
  expect((await boss.call(`POST /api/board/interventions/${moved.intervention}/undo`)).status).toBe(409);
  expect((await boss.call('GET /api/board/interventions')).body).toMatchObject({ items: [{ undone: true }] });
  await forget();
});

test('nobody gets more than fits unless the lead says so, and what moved on since stays where it is', async () => {
  const tasks = (await give(ada, [{ points: 2 }, { points: 2 }])).map(({ task }) => task);
  expect((await boss.call('POST /api/board/reassign', { tasks, to: ben.id })).body).toMatchObject({
    done: 1,
    refused: [{ problem: 'no-capacity' }],
  });
  const { body } = await boss.call('POST /api/board/reassign', { tasks, to: ben.id, overCapacity: true });
  expect(body).toMatchObject({ done: 1, refused: [] });
  const { intervention } = body as { intervention: string };
  await asTenant(api.db, desk, (trx) =>
    trx.updateTable('task').set({ state: 'completed' }).where('id', 'in', tasks).where('assignee', '=', ben.id).execute(),
  );
  expect((await boss.call(`POST /api/board/interventions/${intervention}/undo`)).body).toMatchObject({
    type: 'urn:vorgang:problem:not-undoable',
  });
  expect((await boss.call('POST /api/board/reassign', { tasks, to: null })).body).toMatchObject({ done: 0, intervention: null });
  await forget();
});

test('of two leads who take the same thing back only one does', async () => {
  const [one] = await give(ada);
  const { intervention } = (await boss.call('POST /api/board/raise', { tasks: [one!.task], first: true, priority: 1 })).body as {
    intervention: string;
  };
  const undo = () => boss.call(`POST /api/board/interventions/${intervention}/undo`);
  const answers = await Promise.all([undo(), undo()]);
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  const row = await asTenant(api.db, desk, (trx) =>
    trx.selectFrom('task').select(['raised_at', 'priority']).where('id', '=', one!.task).executeTakeFirst(),
  );
  expect(row).toEqual({ raised_at: null, priority: 3 });
  await forget();
});

test('whoever is set to available gets work, and an agent may do none of this', async () => {
  await give(ada);
  const tasks = await inHand(ada);
  expect((await boss.call('POST /api/board/reassign', { tasks, to: null })).body).toMatchObject({ done: 1 });
  const set = await boss.call(`PUT /api/board/agents/${ben.id}/presence`, { presence: 'available' });
  expect(await inHand(ben)).toEqual(tasks);
  const { intervention } = set.body as { intervention: string };
  await boss.call(`POST /api/board/interventions/${intervention}/undo`);
  expect((await boss.call('GET /api/board')).body).toMatchObject({ agents: [{}, { name: 'Ben', presence: 'offline' }, {}] });
  expect((await ada.call('POST /api/board/reassign', { tasks, to: ada.id })).status).toBe(403);
  expect((await boss.call(`PUT /api/board/agents/${randomUUID()}/presence`, { presence: 'paused' })).status).toBe(404);
  await forget();
});

test('who loses and who gets a task is told by whom, once while unread, and not of what they do not want to hear', async () => {
  await asTenant(api.db, desk, (trx) => trx.deleteFrom('notification').execute());
  const told = async (of: Person) => {
    const { body } = await of.call('GET /api/notifications');
    return body as { unread: number; items: { id: string; reason: string; by: { name: string }; request: { id: string } }[] };
  };
  const [one] = await give(ada);
  const tasks = [one!.task];
  await boss.call('POST /api/board/reassign', { tasks, to: ben.id });
  expect(await told(ada)).toMatchObject({ unread: 1, items: [{ reason: 'taken', by: { name: 'Boss' }, request: { id: one!.request } }] });
  expect(await told(ben)).toMatchObject({ unread: 1, items: [{ reason: 'given', by: { name: 'Boss' } }] });
  expect((await told(boss)).items).toEqual([]);
  await ada.call(`POST /api/tasks/${one!.task}/take`, { takeOverFrom: ben.id });
  await boss.call('POST /api/board/reassign', { tasks, to: ben.id });
  expect(await told(ada)).toMatchObject({ unread: 1 });
  expect(await told(ben)).toMatchObject({ unread: 2, items: [{ reason: 'given' }, { reason: 'taken', by: { name: 'Ada' } }] });
  const { items } = await told(ben);
  await ada.call('POST /api/notifications/read', { ids: items.map(({ id }) => id) });
  expect(await told(ben)).toMatchObject({ unread: 2 });
  await ben.call('POST /api/notifications/read', { ids: [items[0]!.id] });
  expect(await told(ben)).toMatchObject({ unread: 1 });
  const settings = (await ada.call('GET /api/reminder-settings')).body as object;
  await ada.call('PUT /api/reminder-settings', { ...settings, quiet: ['handed'] });
  await ada.call('POST /api/notifications/read', { request: one!.request });
  await ada.call(`POST /api/requests/${one!.request}/notes`, { text: 'Bitte bald.' }, { 'idempotency-key': 'noted-once' });
  await boss.call('POST /api/board/reassign', { tasks, to: ada.id });
  expect(await told(ada)).toMatchObject({ unread: 0 });
  expect(await told(ben)).toMatchObject({ items: [{ reason: 'taken' }, { reason: 'noted', by: { name: 'Ada' } }, { reason: 'given' }] });
  await forget();
});

test('a lead puts off what others have and what nobody has; it stays with them, and comes back as it was', async () => {
  const [own, free] = await give(ada, [{}, {}]);
  await asTenant(api.db, desk, (trx) =>
    trx.updateTable('task').set({ state: 'waiting', assignee: null }).where('id', '=', free!.task).execute(),
  );
  const body = { tasks: [own!.task, free!.task], until: new Date(Date.now() + 3600_000).toISOString(), reason: 'Streik' };
  const { intervention } = (await boss.call('POST /api/tasks/defer', body)).body as { intervention: string };
  const places = () =>
    asTenant(api.db, desk, (trx) =>
      trx.selectFrom('task').select(['assignee', 'defer_reason']).where('id', 'in', body.tasks).orderBy('assignee').execute(),
    );
  expect(await places()).toEqual([
    { assignee: ada.id, defer_reason: 'Streik' },
    { assignee: null, defer_reason: 'Streik' },
  ]);
  const [latest] = ((await boss.call('GET /api/board/interventions')).body as { items: object[] }).items;
  expect(latest).toMatchObject({ action: 'put-off', tasks: 2 });
  expect((await boss.call(`POST /api/board/interventions/${intervention}/undo`)).body).toEqual({ done: 2, kept: 0 });
  expect(await places()).toEqual([
    { assignee: ada.id, defer_reason: null },
    { assignee: null, defer_reason: null },
  ]);
  await forget();
});

test('a person keeps two hundred notifications at most', async () => {
  const { request } = await asTenant(api.db, desk, (trx) => makeRequest(trx, {}));
  await asTenant(api.db, desk, async (trx) => {
    const old = { account: ben.id, kind: 'note' as const, request, read_at: new Date() };
    const rows = Array.from({ length: 250 }, (_, n) => ({ ...old, reason: 'noted', at: new Date(Date.now() - 60_000 - n) }));
    await trx.insertInto('notification').values(rows).execute();
    await notifyOf(trx, [{ request, kind: 'handed-over', data: { account: ben.id }, actor: { type: 'system' } }]);
  });
  const count = await asTenant(api.db, desk, async (trx) => (await notificationsOf(trx, ben.id, 500)).length);
  expect(count).toBe(201);
});

test('a request that waits for nothing says so; where there is nowhere to go on from it can only be closed', async () => {
  const request = await asTenant(api.db, desk, async (trx) => {
    const made = await makeRequest(trx, {});
    await trx.updateTable('request').set({ revision: 1, status: 'waiting' }).where('id', '=', made.request).execute();
    return made.request;
  });
  const { body } = await boss.call(`GET /api/requests/${request}`);
  expect(body).toMatchObject({ idle: { cause: 'nothing', again: null }, actions: { close: true } });
  expect(await boss.call(`POST /api/requests/${request}/repair`)).toMatchObject({
    status: 409,
    body: { type: expect.stringMatching('not-idle') as string },
  });
});

test('each is told what is theirs: leads of the topic, who asked, who may approve; of a mailbox those who watch over the work', async () => {
  const tenant = await makeTenant(api);
  const make = (name: string, roles: ('agent' | 'lead' | 'administrator')[], more = {}) => person(api, tenant, { name, roles, ...more });
  const [returns, root, nora] = [
    await make('Returns', ['lead']),
    await make('Root', ['administrator']),
    await make('Nora', ['agent'], { topics: ['returns'] }),
  ];
  await make('Other', ['lead']);
  await make('Chief', ['agent'], { skills: { competence: 3 } });
  const told = (tellAll: (trx: Trx) => Promise<void>) =>
    asTenant(api.db, tenant, async (trx) => {
      await trx.deleteFrom('notification').execute();
      await tellAll(trx);
      const { rows } = await sql<{
        line: string;
      }>`select a.name || ' ' || n.reason as line from notification n join account a on a.id = n.account order by 1`.execute(trx);
      return rows.map(({ line }) => line);
    });
  const [theirs, plain] = await asTenant(api.db, tenant, async (trx) => {
    await saveTeam(trx, null, {
      name: 'R',
      lead: returns.id,
      overflowTo: null,
      overflowMinutes: null,
      calendar: null,
      topics: ['returns'],
      members: [],
    });
    const requests = [(await makeRequest(trx, {})).request, (await makeRequest(trx, {})).request] as const;
    await trx.updateTable('request').set({ topic: 'returns' }).where('id', '=', requests[0]).execute();
    return requests;
  });
  const happen = (request: string, kind: string, data = {}) =>
    told((trx) => notifyOf(trx, [{ request, kind, data, actor: { type: 'system' } }]));
  expect(await happen(theirs, 'escalated')).toEqual(['Returns escalated']);
  expect(await happen(plain, 'escalated')).toEqual(['Other escalated', 'Returns escalated']);
  expect(await happen(plain, 'approval-asked', { level: 3 })).toEqual(['Chief approval-asked']);
  const consultation = await asTenant(api.db, tenant, async (trx) => {
    const asked = {
      request: plain,
      expert_address: 'lab@partner.example',
      expert_name: 'L',
      subject: 's',
      question: 'q',
      due_at: new Date(),
      asked_by: nora.id,
    };
    return (await trx.insertInto('consultation').values(asked).returning('id').executeTakeFirstOrThrow()).id;
  });
  expect(await happen(plain, 'expert-answered', { consultation })).toEqual(['Nora expert-answered']);
  const silent = async (trx: Trx) => {
    const server = json({ host: 'h', port: 1, secure: false, user: 'u' });
    const box = { address: 'box@desk.example', name: 'Box', imap: server, smtp: server, secret: Buffer.from('x') };
    await notifyOfMailbox(trx, (await trx.insertInto('mailbox').values(box).returning('id').executeTakeFirstOrThrow()).id);
  };
  expect(await told(silent)).toEqual(['Other silent', 'Returns silent', 'Root silent']);
  expect((await root.call('GET /api/notifications')).body).toMatchObject({ items: [{ mailbox: 'box@desk.example', request: null }] });
});
