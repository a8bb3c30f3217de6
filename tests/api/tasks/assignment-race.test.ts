import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asTenant } from '../../../db/client.ts';
import { assignTask } from '../../../db/routing.ts';
import { makeRequest, makeTask } from '../rows.ts';
import { makeAccount, makeTenant, type Person, person, startTestApi, type TestApi } from '../test-api.ts';

let one: TestApi;
let two: TestApi;
beforeAll(async () => {
  one = await startTestApi();
  two = await startTestApi({ beside: one });
});
afterAll(async () => {
  await two.close();
  await one.close();
});

const work = (tenant: string, count: number) =>
  asTenant(one.db, tenant, async (trx) => {
    const { request } = await makeRequest(trx);
    const tasks: string[] = [];
    for (let made = 0; made < count; made++) tasks.push(await makeTask(trx, request));
    return tasks;
  });

const loads = async (tenant: string): Promise<{ id: string; load: number; capacity: number }[]> => {
  const { rows } = await sql<{
    id: string;
    load: number;
    capacity: number;
  }>`select a.id, a.capacity, (select coalesce(sum(points), 0)::int from task t where t.assignee = a.id and t.state = 'assigned') as load
    from account a where a.tenant = ${tenant}`.execute(one.owner);
  return rows;
};

/** How often each task was given, by the request's timeline. */
const timesGiven = async (tenant: string): Promise<number[]> => {
  const { rows } = await sql<{
    count: number;
  }>`select count(*)::int as count from timeline where tenant = ${tenant} and kind = 'assigned' group by data ->> 'task'`.execute(
    one.owner,
  );
  return rows.map(({ count }) => count);
};

test('ten people pull at once through two servers: every task has one owner and nobody more than fits', async () => {
  const tenant = await makeTenant(one);
  const people: Person[] = [];
  for (let made = 0; made < 10; made++) people.push(await person(made % 2 ? two : one, tenant, { capacity: 2 }));
  await work(tenant, 15);
  const pulls = people.flatMap((somebody) => [0, 1, 2].map(() => somebody.call('POST /api/tasks/next')));
  const answers = await Promise.all(pulls);
  expect(answers.every(({ status }) => status === 200)).toBe(true);
  const given = answers
    .map(({ body }) => body as { task: { task: string }; reason: string | null })
    .filter(({ reason }) => reason === null);
  const got = given.map(({ task }) => task.task);
  expect(new Set(got).size).toBe(got.length);
  for (const { load, capacity } of await loads(tenant)) expect(load).toBeLessThanOrEqual(capacity);
  expect(new Set(await timesGiven(tenant))).toEqual(new Set([1]));
  // Whoever came away empty-handed in the crowd gets the rest when asking again.
  for (const somebody of people) for (let again = 0; again < 2; again++) await somebody.call('POST /api/tasks/next');
  expect((await loads(tenant)).reduce((sum, { load }) => sum + load, 0)).toBe(15);
});

test('ten people take the same task at once: one gets it, nine are told by name who has it', async () => {
  const tenant = await makeTenant(one);
  const people: Person[] = [];
  for (let made = 0; made < 10; made++) people.push(await person(made % 2 ? two : one, tenant));
  const [task] = await work(tenant, 1);
  const answers = await Promise.all(people.map((somebody) => somebody.call(`POST /api/tasks/${task}/take`, {})));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  const refused = answers.filter(({ status }) => status === 409);
  expect(refused).toHaveLength(9);
  for (const { body } of refused) expect(body).toMatchObject({ type: 'urn:vorgang:problem:task-taken', owner: { name: 'Nora' } });
});

test('ten tasks come up at once for agents with room for ten: all are pushed, none twice, nobody overfull', async () => {
  const tenant = await makeTenant(one);
  await asTenant(one.db, tenant, async (trx) => {
    for (let made = 0; made < 5; made++) await makeAccount(trx, { capacity: 2, presence: 'available' });
  });
  const tasks = await work(tenant, 12);
  const pushed = await Promise.all(tasks.map((task, at) => asTenant(at % 2 ? one.db : two.db, tenant, (trx) => assignTask(trx, task))));
  expect(pushed.flat()).toHaveLength(10);
  for (const { load } of await loads(tenant)) expect(load).toBe(2);
});

test('work is pushed to two people who become available while others pull: never over capacity', async () => {
  const tenant = await makeTenant(one);
  const people: Person[] = [];
  for (let made = 0; made < 6; made++) people.push(await person(made % 2 ? two : one, tenant, { capacity: 3 }));
  await work(tenant, 14);
  const calls = people.map((somebody, at) =>
    at < 3 ? somebody.call('PATCH /api/session', { presence: 'available' }) : somebody.call('POST /api/tasks/next'),
  );
  for (const { status } of await Promise.all(calls)) expect(status).toBe(200);
  for (const { load, capacity } of await loads(tenant)) expect(load).toBeLessThanOrEqual(capacity);
  expect(new Set(await timesGiven(tenant))).toEqual(new Set([1]));
});
