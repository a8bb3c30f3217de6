import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asTenant, connect, type Db, type Trx } from '../../db/client.ts';
import { assignNext, assignTask } from '../../db/routing.ts';
import { routingPolicy } from '../../db/routing-policy.ts';
import { listTasks } from '../../db/task-list.ts';
import { chooseAgent, type RoutableAgent } from '../../domain/routing/eligibility.ts';
import { compareTasks, type OrderPolicy } from '../../domain/routing/order.ts';
import { DEFAULT_ROUTING } from '../../domain/routing/policy.ts';
import { makeAgent } from '../agent.ts';
import { makeRequest, makeTask } from '../api/rows.ts';
import { createTestDatabase, type TestDatabase } from '../database.ts';

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

/** A fresh tenant each time, rolled back by nobody: small and thrown away with the database. */
async function inFreshTenant<T>(work: (trx: Trx) => Promise<T>): Promise<T> {
  return asTenant(db, await freshTenant(), work);
}

async function freshTenant(): Promise<string> {
  const tenant = { slug: crypto.randomUUID(), name: 'x' };
  return (await owner.insertInto('tenant').values(tenant).returning('id').executeTakeFirstOrThrow()).id;
}

const minute = 60_000;
const someTask = fc.record({
  class: fc.constantFrom('A' as const, 'B' as const, 'C' as const),
  dueIn: fc.option(fc.integer({ min: -3, max: 3 })),
  arrived: fc.integer({ min: 1, max: 4 }),
  raised: fc.integer({ min: 0, max: 5 }).map((one) => one === 0),
});
const somePolicy: fc.Arbitrary<OrderPolicy> = fc.record({
  order: fc.constantFrom('service-level', 'earliest-deadline', 'class-first', 'longest-wait'),
  classes: fc.shuffledSubarray(['A', 'B', 'C'], { minLength: 1 }),
  latestMinutes: fc.option(fc.constantFrom(10, 20)),
});

test('a new tenant distributes by the policy that domain/routing takes for granted', async () => {
  const policy = await inFreshTenant((trx) => routingPolicy(trx));
  expect(policy).toEqual(DEFAULT_ROUTING);
});

test('the list and "next" have the order of domain/routing, whatever the policy', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(someTask, { minLength: 2, maxLength: 12 }), fc.option(somePolicy), async (wishes, policy) => {
      await inFreshTenant(async (trx) => {
        if (policy)
          await trx
            .updateTable('routing_policy')
            .set({ line_order: policy.order, classes: [...policy.classes], latest_minutes: policy.latestMinutes })
            .execute();
        const now = Date.now();
        const account = await makeAgent(trx, { capacity: 5, skills: {}, topics: null, presence: 'available' });
        const tasks = [];
        for (const wish of wishes) {
          const { request } = await makeRequest(trx);
          const arrival = new Date(now - wish.arrived * minute);
          const dueAt = wish.dueIn === null ? null : new Date(now + (wish.dueIn * 10 + 5) * minute);
          const id = await makeTask(trx, request, { class: wish.class, dueAt, arrivedAt: arrival, raised: wish.raised });
          const deadline = dueAt?.toISOString() ?? null;
          tasks.push({ id, customerClass: wish.class, deadline, arrival: arrival.toISOString(), raised: wish.raised });
        }
        const wanted = tasks.toSorted((a, b) => compareTasks(a, b, new Date(now).toISOString(), policy ?? undefined)).map(({ id }) => id);
        const first = await listTasks(trx, { view: 'next', account, limit: 1 });
        const rest = await listTasks(trx, { view: 'next', account, limit: 50, after: first.nextCursor ?? undefined });
        expect([...first.items, ...rest.items].map(({ task }) => task)).toEqual(wanted);
        expect((await assignNext(trx, account))?.task).toBe(wanted[0]);
      });
    }),
    { numRuns: 20 },
  );
}, 20_000);

const someAgent = fc.record({
  capacity: fc.integer({ min: 0, max: 4 }),
  skills: fc.dictionary(fc.constantFrom('technic', 'claims'), fc.integer({ min: 1, max: 3 }), { noNullPrototype: true }),
  topics: fc.option(fc.subarray(['damage', 'warranty'], { minLength: 1 })),
  presence: fc.constantFrom('available' as const, 'available' as const, 'offline' as const),
  load: fc.integer({ min: 0, max: 3 }),
  chats: fc.option(fc.integer({ min: 0, max: 2 })),
  declined: fc.boolean(),
});
const someNeed = fc.record({
  skills: fc.uniqueArray(fc.record({ key: fc.constantFrom('technic', 'claims'), level: fc.integer({ min: 1, max: 3 }) }), {
    selector: ({ key }) => key,
    maxLength: 2,
  }),
  topic: fc.option(fc.constantFrom('damage', 'warranty')),
  points: fc.integer({ min: 1, max: 2 }),
  channel: fc.constantFrom('mail' as const, 'chat' as const),
  preferred: fc.option(fc.integer({ min: 0, max: 5 })),
  reserved: fc.boolean(),
  widened: fc.boolean(),
  ownerExtraPoints: fc.integer({ min: 0, max: 2 }),
});

test('a push gives a task to the agent whom domain/routing chooses, and to nobody where it chooses nobody', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(someAgent, { minLength: 1, maxLength: 6 }),
      someNeed,
      async (wishes, { preferred: at, ownerExtraPoints, ...need }) => {
        await inFreshTenant(async (trx) => {
          const { request } = await makeRequest(trx);
          const agents: RoutableAgent[] = [];
          const excluded: string[] = [];
          for (const wish of wishes) {
            const id = await makeAgent(trx, wish);
            // Whoever has work has had it since the same instant, so that only load and id decide.
            if (wish.load > 0)
              await trx
                .updateTable('task')
                .set({ assigned_at: new Date(0) })
                .where('id', '=', await makeTask(trx, request, { points: wish.load, assignee: id, channel: 'chat' }))
                .execute();
            if (wish.declined) excluded.push(id);
            const channels = wish.chats === null ? {} : { chat: { capacity: wish.chats, load: wish.load } };
            const idleSince = wish.load > 0 ? '1970-01-01T00:00:00.001Z' : '1970-01-01T00:00:00Z';
            agents.push({ ...wish, id, languages: ['de'], channels, idleSince });
          }
          const preferred = at === null ? null : (agents[at]?.id ?? null);
          const task = await makeTask(trx, request, need);
          const [reserved_until, widened_at] = [need.reserved ? new Date(Date.now() + minute) : null, need.widened ? new Date() : null];
          await trx
            .updateTable('task')
            .set({ declined_by: excluded, preferred, reserved_until, widened_at })
            .where('id', '=', task)
            .execute();
          await trx.updateTable('routing_policy').set({ owner_extra_points: ownerExtraPoints }).execute();
          const chosen = chooseAgent(agents, { ...need, language: 'de', excluded, preferred }, { ownerExtraPoints });
          expect(await assignTask(trx, task)).toBe(chosen?.id ?? null);
        });
      },
    ),
    { numRuns: 40 },
  );
}, 20_000);
