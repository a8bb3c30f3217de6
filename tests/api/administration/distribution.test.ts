import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addCalendar } from '../../../db/calendars.ts';
import { asTenant } from '../../../db/client.ts';
import { makeRequest, makeTask } from '../rows.ts';
import { makeTenant, type Person, person, startTestApi, type TestApi } from '../test-api.ts';

let api: TestApi;
let tenant: string;
let root: Person;
let ada: Person;
let tasks: string[];
beforeAll(async () => {
  api = await startTestApi();
  tenant = await makeTenant(api);
  root = await person(api, tenant, { name: 'Root', roles: ['administrator'] });
  ada = await person(api, tenant, { name: 'Ada', capacity: 0, presence: 'available', skills: { returns: 2 } });
  tasks = await asTenant(api.db, tenant, async (trx) => {
    const wishes = [
      { class: 'C' as const, dueAt: new Date(Date.now() + 3_600_000) },
      { class: 'A' as const, dueAt: new Date(Date.now() + 7_200_000) },
      { class: 'C' as const, skills: [{ key: 'returns', level: 2 }] },
    ];
    const made = [];
    for (const wish of wishes) made.push(await makeTask(trx, (await makeRequest(trx, {})).request, wish));
    return made;
  });
});
afterAll(() => api.close());

const deed = () => ({ 'idempotency-key': randomUUID() });
const policy = async () => ((await root.call('GET /api/distribution')).body as { policy: object }).policy;

test('a preview tells how many tasks would change place and saves nothing', async () => {
  const before = await policy();
  const changed = { ...before, order: 'earliest-deadline' };
  expect((await root.call('PUT /api/distribution/policy', { policy: changed, preview: true })).body).toEqual({
    effect: { waiting: 3, moved: 2, nobody: { before: 0, after: 0, added: 0 }, aboveLimit: { before: 0, after: 0 } },
  });
  expect(await policy()).toEqual(before);
  await root.call('PUT /api/distribution/policy', { policy: changed, preview: false });
  expect(await policy()).toEqual(changed);
  await root.call('PUT /api/distribution/policy', { policy: before, preview: false });
});

test('skills of many change at once, and what nobody could take any more is told before', async () => {
  const changes = [{ account: ada.id, skill: 'returns', level: 1 }];
  expect((await root.call('PUT /api/distribution/skills', { changes, preview: true })).body).toMatchObject({
    effect: { nobody: { before: 0, after: 1, added: 1 } },
  });
  const skills = async () =>
    ((await root.call('GET /api/accounts')).body as { items: { id: string; skills: object[] }[] }).items.find(({ id }) => id === ada.id)
      ?.skills;
  expect(await skills()).toEqual([{ key: 'returns', level: 2 }]);
  await root.call('PUT /api/distribution/skills', { changes: [{ ...changes[0], level: 0 }], preview: false });
  expect(await skills()).toEqual([]);
  await root.call('PUT /api/distribution/skills', { changes: [{ ...changes[0], level: 3 }], preview: false });
  expect(await skills()).toEqual([{ key: 'returns', level: 3 }]);
  expect((await root.call('PUT /api/distribution/skills', { changes: [{ ...changes[0], skill: 'magic' }], preview: false })).status).toBe(
    400,
  );
});

test('a team is made, changed and dissolved, and its name is its own', async () => {
  const team = {
    name: 'Retouren',
    lead: null,
    topics: [],
    members: [ada.id],
    overflowTo: null,
    overflowMinutes: null,
    calendar: null,
    preview: false,
  };
  expect((await root.call('POST /api/distribution/teams', { ...team, preview: true }, deed())).status).toBe(200);
  const all = async () => ((await root.call('GET /api/distribution')).body as { teams: { id: string; name: string }[] }).teams;
  expect(await all()).toEqual([]);
  await root.call('POST /api/distribution/teams', team, deed());
  expect((await root.call('POST /api/distribution/teams', team, deed())).status).toBe(409);
  const id = (await all())[0]!.id;
  await root.call(`PUT /api/distribution/teams/${id}`, { ...team, name: 'Rückgaben' }, deed());
  expect(await all()).toMatchObject([{ name: 'Rückgaben', members: [ada.id] }]);
  await root.call(`DELETE /api/distribution/teams/${id}`, undefined, deed());
  expect(await all()).toEqual([]);
});

test('limits count the open proposals that they would leave behind', async () => {
  await asTenant(api.db, tenant, (trx) =>
    trx
      .updateTable('task')
      .set({ state: 'assigned', assignee: ada.id, form_data: JSON.stringify({ remedy: 'refund', amount: 20 }) })
      .where('id', '=', tasks[0]!)
      .execute(),
  );
  const items = (perCase: number) => [{ level: 1, kind: 'credit', perCase, perDay: null, percent: null }];
  expect((await root.call('PUT /api/competence-limits', { items: items(15), preview: true })).body).toMatchObject({
    effect: { aboveLimit: { before: 0, after: 1 } },
  });
  expect((await root.call('GET /api/competence-limits')).body).toEqual({ items: [] });
  await root.call('PUT /api/competence-limits', { items: items(25), preview: false });
  expect((await root.call('GET /api/competence-limits')).body).toEqual({ items: items(25) });
  expect((await ada.call('PUT /api/competence-limits', { items: [], preview: false })).status).toBe(403);
});

test('a topic counts by its own calendar before that of its team, and a preview changes nothing', async () => {
  const rule = { timeZone: 'Europe/Berlin', opening: {}, holidays: { dates: [] }, overrides: {} };
  await asTenant(api.db, tenant, async (trx) => {
    await trx.insertInto('topic').values({ key: 'night', title_de: 'Nacht', title_en: 'Night' }).execute();
    for (const key of ['team-hours', 'topic-hours']) await addCalendar(trx, { key, title: { de: key, en: key }, rule });
  });
  const counts = async () =>
    (
      (await root.call('GET /api/topic-calendars')).body as { items: { topic: string; own: string | null; counts: string | null }[] }
    ).items.find(({ topic }) => topic === 'night');
  const nothing = { effect: { requests: 0, earlier: 0, later: 0 }, batch: null };
  const team = {
    name: 'Nachtwache',
    lead: null,
    topics: ['night'],
    members: [],
    overflowTo: null,
    overflowMinutes: null,
    calendar: 'team-hours',
  };
  expect((await root.call('POST /api/distribution/teams', { ...team, preview: false }, deed())).body).toMatchObject({ recount: nothing });
  expect(await counts()).toEqual({ topic: 'night', own: null, counts: 'team-hours' });
  const choose = (calendar: string | null, preview: boolean) => root.call('PUT /api/topic-calendars/night', { calendar, preview }, deed());
  expect((await choose('topic-hours', true)).body).toMatchObject(nothing);
  expect(await counts()).toMatchObject({ counts: 'team-hours' });
  await choose('topic-hours', false);
  expect(await counts()).toEqual({ topic: 'night', own: 'topic-hours', counts: 'topic-hours' });
  expect((await choose('no-such-calendar', false)).status).toBe(404);
});
