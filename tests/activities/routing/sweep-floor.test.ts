import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sweepFloor } from '../../../activities/routing/sweep-floor.ts';
import { openSession } from '../../../db/accounts.ts';
import { asTenant, connect, type Db, type Trx } from '../../../db/client.ts';
import { changeRoutingPolicy } from '../../../db/routing-policy.ts';
import { saveTeam } from '../../../db/teams.ts';
import { makeAgent } from '../../agent.ts';
import { makeRequest, makeTask } from '../../api/rows.ts';
import { createTestDatabase, type TestDatabase } from '../../database.ts';

let database: TestDatabase;
let owner: Db;
let db: Db;
beforeAll(async () => {
  database = await createTestDatabase();
  [owner, db] = [connect(database.url, 1), connect(database.appUrl, 2)];
});
afterAll(async () => {
  await Promise.all([owner.destroy(), db.destroy()]);
  await database.drop();
});

const minute = 60_000;

/** One round of the sweeper on a desk of its own. */
async function desk<T>(setUp: (trx: Trx) => Promise<T>) {
  const { id: tenant } = await owner
    .insertInto('tenant')
    .values({ slug: crypto.randomUUID(), name: 'x' })
    .returning('id')
    .executeTakeFirstOrThrow();
  const made = await asTenant(db, tenant, setUp);
  return {
    made,
    round: () => sweepFloor(db, tenant),
    ask: <R>(work: (trx: Trx) => Promise<R>) => asTenant(db, tenant, work),
    ownerOf: async (task: string) => (await one(task)).assignee,
    kinds: async (task: string) => {
      const { rows } = await sql<{ kind: string }>`select kind from timeline where data ->> 'task' = ${task} order by seq`.execute(owner);
      return rows.map(({ kind }) => kind);
    },
  };
}
const one = (task: string) => owner.selectFrom('task').selectAll().where('id', '=', task).executeTakeFirstOrThrow();
const ago = (minutes: number) => new Date(Date.now() - minutes * minute);
const free = { capacity: 3, skills: {}, topics: null, presence: 'available' as const };
const since = (trx: Trx, account: string, minutes: number, presence: 'available' | 'paused' | 'offline' = 'available') =>
  trx
    .updateTable('account')
    .set({ presence, presence_at: ago(minutes) })
    .where('id', '=', account)
    .execute();

test('whoever is silent goes offline, on a break only after hours, and a sign of life keeps them there', async () => {
  const { made, round, ask } = await desk(async (trx) => {
    const people = [await makeAgent(trx, free), await makeAgent(trx, free), await makeAgent(trx, free)];
    await sql`update account set created_at = now() - interval '1 day'`.execute(trx);
    for (const id of people) await since(trx, id, 30, id === people[1] ? 'paused' : 'available');
    await openSession(trx, people[2]!, Buffer.from(crypto.randomUUID()));
    return people;
  });
  await round();
  const rows = await ask((trx) => trx.selectFrom('account').select(['id', 'presence', 'presence_reason']).execute());
  expect(made.map((id) => rows.find((row) => row.id === id)?.presence)).toEqual(['offline', 'paused', 'available']);
  expect(rows.find(({ id }) => id === made[0])?.presence_reason).toBe('silent');
});

test('untouched work of someone who is away goes to those who are there; what they have begun stays theirs, until something new comes', async () => {
  const { made, round, ownerOf, kinds, ask } = await desk(async (trx) => {
    const [away, there] = [await makeAgent(trx, free), await makeAgent(trx, free)];
    await since(trx, away, 30, 'offline');
    const tasks = [];
    for (let made = 0; made < 3; made += 1) {
      const { request } = await makeRequest(trx);
      tasks.push({ request, id: await makeTask(trx, request, { assignee: away }) });
    }
    await trx
      .updateTable('task')
      .set({ assigned_at: ago(30), unread: false })
      .execute();
    await trx
      .updateTable('task')
      .set({ deferred_until: new Date(Date.now() + 60 * minute) })
      .where('id', '=', tasks[2]!.id)
      .execute();
    await trx.insertInto('draft').values({ account: away, request: tasks[1]!.request, type: 'reply', content: '{}' }).execute();
    return { away, there, tasks: tasks.map(({ id }) => id) };
  });
  expect(await round()).toBe(1);
  expect(await Promise.all(made.tasks.map(ownerOf))).toEqual([made.there, made.away, made.away]);
  expect(await kinds(made.tasks[0]!)).toEqual(['returned', 'assigned']);
  await ask((trx) => trx.updateTable('task').set({ unread: true }).where('id', '=', made.tasks[1]!).execute());
  await round();
  expect(await ownerOf(made.tasks[1]!)).toBe(made.there);
});

test('what has waited long overflows to the other team, then asks for its skills at any level', async () => {
  const { made, round, ownerOf, kinds, ask } = await desk(async (trx) => {
    await trx
      .insertInto('topic')
      .values([{ key: 'damage', title_de: 'x', title_en: 'x' }])
      .execute();
    const [own, helper] = [
      await makeAgent(trx, { ...free, presence: 'offline', skills: { claims: 3 } }),
      await makeAgent(trx, { ...free, skills: { claims: 1 }, topics: ['warranty'] }),
    ];
    const team = { lead: null, overflowTo: null, overflowMinutes: null, calendar: null };
    const helpers = await saveTeam(trx, null, { ...team, name: 'Helfer', topics: ['warranty'], members: [helper] });
    await saveTeam(trx, null, {
      ...team,
      name: 'Schaden',
      topics: ['damage'],
      members: [own],
      overflowTo: helpers,
      overflowMinutes: 20,
      calendar: null,
    });
    const { request } = await makeRequest(trx);
    const task = await makeTask(trx, request, { topic: 'damage', skills: [{ key: 'claims', level: 2 }] });
    return { helper, task };
  });
  const age = (minutes: number) => sql`update task set created_at = ${ago(minutes)} where id = ${made.task}`.execute(owner);
  await age(10);
  await round();
  expect((await one(made.task)).overflowed_at).toBeNull();
  await age(21);
  await ask((trx) => changeRoutingPolicy(trx, { widenMinutes: 30 }));
  await round();
  expect((await one(made.task)).overflowed_at).not.toBeNull();
  expect(await ask(alarms)).toEqual([{ task: made.task, lacking: { what: 'skills', skills: [{ key: 'claims', level: 2 }] } }]);
  await age(31);
  await round();
  expect(await ownerOf(made.task)).toBe(made.helper);
  expect(await kinds(made.task)).toEqual(['nobody-can-take', 'overflowed', 'widened', 'assigned']);
  expect(await ask(alarms)).toEqual([]);
});
const alarms = (trx: Trx) => trx.selectFrom('routing_alarm').select(['task', 'lacking']).execute();

test('after-work ends by itself and brings work; a task kept for its owner waits for them so long and no longer', async () => {
  const { made, round, ownerOf, ask } = await desk(async (trx) => {
    const [writing, other] = [await makeAgent(trx, free), await makeAgent(trx, free)];
    const { request } = await makeRequest(trx);
    const task = await makeTask(trx, request);
    await trx
      .updateTable('account')
      .set({ presence: 'after-work', presence_until: new Date(Date.now() + minute) })
      .where('id', '=', writing)
      .execute();
    await trx
      .updateTable('task')
      .set({ preferred: writing, reserved_until: new Date(Date.now() + minute) })
      .execute();
    return { writing, other, task, second: await makeTask(trx, request) };
  });
  await round();
  expect(await ownerOf(made.second)).toBe(made.other);
  expect(await ownerOf(made.task)).toBeNull();
  await ask((trx) =>
    trx
      .updateTable('account')
      .set({ presence_until: ago(1) })
      .where('id', '=', made.writing)
      .execute(),
  );
  await round();
  expect(await ownerOf(made.task)).toBe(made.writing);
});
