import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { sweepFloor } from '../../../activities/routing/sweep-floor.ts';
import { asTenant, type Trx } from '../../../db/client.ts';
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
const newTask = (wish: Parameters<typeof makeTask>[2] = {}) =>
  inTenant(async (trx) => {
    const { request } = await makeRequest(trx);
    return { request, task: await makeTask(trx, request, wish) };
  });
const ownerOf = async (task: string) =>
  (await inTenant((trx) => trx.selectFrom('task').select('assignee').where('id', '=', task).executeTakeFirstOrThrow())).assignee;

test('"next" where nothing waits is the first of one’s own, and says why', async () => {
  const nora = await person(api, tenant);
  const later = await newTask({ assignee: nora.id, class: 'B' });
  const first = await newTask({ assignee: nora.id, class: 'A' });
  const { body } = await nora.call('POST /api/tasks/next');
  expect(body).toMatchObject({
    task: { task: first.task },
    reason: 'nothing-waiting',
    why: { en: expect.stringMatching(/customer class A/) },
  });
  expect((await nora.call(`POST /api/tasks/next?except=${first.request}`)).body).toMatchObject({ task: { task: later.task } });
});

test('"next" comes back last to customers who have their answer already', async () => {
  const nora = await person(api, tenant);
  const open = await newTask({ assignee: nora.id, class: 'B' });
  const answered = await newTask({ assignee: nora.id, class: 'A' });
  await inTenant((trx) =>
    trx.updateTable('request').set({ owed_since: null, first_responded_at: new Date() }).where('id', '=', answered.request).execute(),
  );
  expect((await nora.call('POST /api/tasks/next')).body).toMatchObject({ task: { task: open.task } });
  expect((await nora.call(`POST /api/tasks/next?except=${open.request}`)).body).toMatchObject({ task: { task: answered.task } });
});

test('what someone gives back is not pushed to them again, but they may take it', async () => {
  const nora = await person(api, tenant, { presence: 'available' });
  const { task } = await newTask({ assignee: nora.id });
  await nora.call(`POST /api/tasks/${task}/return`, { reason: 'Schichtende' });
  expect(await sweepFloor(api.db, tenant)).toBe(0);
  expect(await ownerOf(task)).toBeNull();
  expect((await nora.call('POST /api/tasks/next')).body).toMatchObject({ task: { task } });
});

test('a task is handed over with a note and its draft, to someone who is there and has room', async () => {
  const nora = await person(api, tenant);
  const [away, full, olaf] = [
    await person(api, tenant),
    await person(api, tenant, { presence: 'paused', capacity: 0 }),
    await person(api, tenant, { presence: 'available' }),
  ];
  const { task, request } = await newTask({ assignee: nora.id });
  await inTenant((trx) => trx.insertInto('draft').values({ account: nora.id, request, type: 'reply', content: '{}' }).execute());
  const clara = await person(api, tenant, { name: 'Clara', presence: 'available' });
  await inTenant((trx) =>
    trx
      .insertInto('absence')
      .values({
        account: clara.id,
        deputy: olaf.id,
        from_at: new Date(0),
        until_at: new Date(Date.now() + 3_600_000),
        created_by: clara.id,
      })
      .execute(),
  );
  const { items } = (await nora.call(`GET /api/tasks/${task}/colleagues`)).body as { items: { id: string }[] };
  expect(items[0]).toMatchObject({ id: olaf.id, state: 'free', deputy: null });
  expect(items).toHaveLength(4);
  expect(items).toContainEqual(expect.objectContaining({ id: away.id, state: 'away', deputy: null }));
  expect(items).toContainEqual(expect.objectContaining({ id: full.id, state: 'full' }));
  expect(items).toContainEqual(expect.objectContaining({ id: clara.id, state: 'away', deputy: 'Nora' }));
  const give = (to: string) => nora.call(`POST /api/tasks/${task}/hand-over`, { to, note: 'Bitte beim Lieferanten nachfragen.' });
  expect((await give(away.id)).body).toMatchObject({ type: 'urn:vorgang:problem:not-there' });
  expect((await give(full.id)).body).toMatchObject({ type: 'urn:vorgang:problem:no-capacity' });
  expect((await give(olaf.id)).body).toMatchObject({ owner: { id: olaf.id } });
  const found = await inTenant(async (trx) => ({
    notes: await trx.selectFrom('message').select('text').where('type', '=', 'note').execute(),
    drafts: await trx.selectFrom('draft').select('account').execute(),
  }));
  expect(found).toEqual({ notes: [{ text: 'Bitte beim Lieferanten nachfragen.' }], drafts: [{ account: olaf.id }] });
  expect((await give(olaf.id)).body).toMatchObject({ type: 'urn:vorgang:problem:task-not-yours' });
});

test('room that comes free by putting something off is filled at once', async () => {
  const nora = await person(api, tenant, { capacity: 1, presence: 'available' });
  const first = await newTask({ assignee: nora.id });
  const [next, last] = [await newTask({ class: 'A' }), await newTask()];
  const until = new Date(Date.now() + 3_600_000).toISOString();
  await nora.call(`POST /api/tasks/${first.task}/defer`, { until, reason: 'Ware' });
  expect(await ownerOf(next.task)).toBe(nora.id);
  await nora.call('POST /api/tasks/defer', { tasks: [next.task], until, reason: 'Ware' });
  expect(await ownerOf(last.task)).toBe(nora.id);
});

test('with the next task comes what waits of the same customer, and each says why', async () => {
  const nora = await person(api, tenant, { capacity: 3 });
  const { request, number } = await inTenant((trx) => makeRequest(trx, { address: 'Karla@mail.example' }));
  await inTenant((trx) => makeTask(trx, request, { class: 'A' }));
  const other = await inTenant((trx) => makeRequest(trx, { address: 'otto@mail.example' }));
  const others = await inTenant((trx) => makeTask(trx, other.request, { class: 'B' }));
  const same = await inTenant((trx) => makeRequest(trx, { address: 'karla@mail.example' }));
  const along = await inTenant((trx) => makeTask(trx, same.request, { class: 'C' }));
  expect((await nora.call('POST /api/tasks/next')).body).toMatchObject({ along: 1 });
  expect([await ownerOf(along), await ownerOf(others)]).toEqual([nora.id, null]);
  expect((await nora.call(`GET /api/tasks/${along}/place`)).body).toMatchObject({
    why: { de: expect.stringContaining(`Zusammen mit ${number}, vom selben Kunden`) as string },
  });
  const { data } = await inTenant((trx) =>
    trx.selectFrom('timeline').select('data').where('request', '=', same.request).where('kind', '=', 'assigned').executeTakeFirstOrThrow(),
  );
  expect(data).toMatchObject({ by: 'together', with: number });
});

test('whoever asks is told the place in the line, the likely time and the reason', async () => {
  const nora = await person(api, tenant);
  await newTask({ class: 'A' });
  const { task } = await newTask({ class: 'B' });
  await inTenant((trx) =>
    sql`insert into topic_load (topic, waiting, done, since, measured_at, handling_minutes, agents) values ('', 2, 50, now(), now(), 15, 3)`.execute(
      trx,
    ),
  );
  const { body } = await nora.call(`GET /api/tasks/${task}/place`);
  expect(body).toMatchObject({ place: 2, waiting: 2, why: { de: expect.stringMatching(/^Kann noch pünktlich sein: Kundenklasse B/) } });
  const minutes = (Date.parse((body as { expectedAt: string }).expectedAt) - Date.now()) / 60_000;
  expect(Math.round(minutes)).toBe(10);
});

test('after-work lasts as long as the policy says and ends with the sign of life after it', async () => {
  const nora = await person(api, tenant);
  await inTenant((trx) => trx.updateTable('routing_policy').set({ after_work_minutes: 7 }).execute());
  const { body } = await nora.call('PATCH /api/session', { presence: 'after-work' });
  const { presenceUntil } = body as { presenceUntil: string };
  expect(Math.round((Date.parse(presenceUntil) - Date.now()) / 60_000)).toBe(7);
  expect((await nora.call('POST /api/session/alive')).body).toMatchObject({ presence: 'after-work' });
  await inTenant((trx) =>
    trx
      .updateTable('account')
      .set({ presence_until: new Date(0) })
      .where('id', '=', nora.id)
      .execute(),
  );
  const { task } = await newTask();
  expect((await nora.call('POST /api/session/alive')).body).toMatchObject({ presence: 'available', presenceUntil: null, load: 1 });
  expect(await ownerOf(task)).toBe(nora.id);
});
