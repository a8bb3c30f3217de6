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
