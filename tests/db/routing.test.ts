import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asTenant, connect, type Db, type Trx } from '../../db/client.ts';
import { assignNext, assignTask } from '../../db/routing.ts';
import { changeSkills } from '../../db/skill-matrix.ts';
import { deleteTeam, saveTeam } from '../../db/teams.ts';
import { saveNamed } from '../../db/vocabulary.ts';
import { changeRoutingPolicy, routingPolicy } from '../../db/routing-policy.ts';
import { placeOf } from '../../db/line.ts';
import { putOff } from '../../db/resubmission.ts';
import { addDecliner } from '../../db/tasks.ts';
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
  escalated: fc.integer({ min: 0, max: 3 }).map((one) => one === 0),
});
const somePolicy: fc.Arbitrary<OrderPolicy> = fc.record({
  order: fc.constantFrom('service-level', 'earliest-deadline', 'class-first', 'longest-wait'),
  classes: fc.shuffledSubarray(['A', 'B', 'C'], { minLength: 1 }),
  latestMinutes: fc.option(fc.constantFrom(10, 20)),
  reserveMinutes: fc.option(fc.constantFrom(3, 12)),
  escalatedFirst: fc.boolean(),
});

test('a new tenant distributes by the policy that domain/routing takes for granted', async () => {
  const policy = await inFreshTenant((trx) => routingPolicy(trx));
  expect(policy).toEqual(DEFAULT_ROUTING);
});

test('the list and "next" have the order of domain/routing, whatever the policy', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(someTask, { minLength: 2, maxLength: 12 }), fc.option(somePolicy), async (wishes, policy) => {
      await inFreshTenant(async (trx) => {
        if (policy) await changeRoutingPolicy(trx, policy);
        const now = Date.now();
        const account = await makeAgent(trx, { capacity: 5, skills: {}, topics: null, presence: 'available' });
        const tasks = [];
        for (const wish of wishes) {
          const { request } = await makeRequest(trx);
          const arrival = new Date(now - wish.arrived * minute);
          const dueAt = wish.dueIn === null ? null : new Date(now + (wish.dueIn * 10 + 5) * minute);
          const id = await makeTask(trx, request, { ...wish, dueAt, arrivedAt: arrival });
          const deadline = dueAt?.toISOString() ?? null;
          tasks.push({ ...wish, id, customerClass: wish.class, deadline, arrival: arrival.toISOString() });
        }
        const wanted = tasks
          .toSorted((a, b) => compareTasks(a, b, new Date(now).toISOString(), policy ?? DEFAULT_ROUTING))
          .map(({ id }) => id);
        const first = await listTasks(trx, { view: 'next', account, limit: 1 });
        const rest = await listTasks(trx, { view: 'next', account, limit: 50, after: first.nextCursor ?? undefined });
        expect([...first.items, ...rest.items].map(({ task }) => task)).toEqual(wanted);
        expect((await assignNext(trx, account))[0]?.task).toBe(wanted[0]);
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
          expect((await assignTask(trx, task))[0]?.account ?? null).toBe(chosen?.id ?? null);
        });
      },
    ),
    { numRuns: 40 },
  );
}, 20_000);

const someMore = fc.record({
  sender: fc.constantFrom('karla@mail.example', 'karla@mail.example', 'otto@mail.example'),
  skills: fc.constantFrom<{ key: string; level: number }[]>([], [], [{ key: 'technic', level: 2 }]),
  points: fc.integer({ min: 1, max: 2 }),
  channel: fc.constantFrom('mail' as const, 'chat' as const),
  state: fc.constantFrom('waits', 'waits', 'waits', 'declined', 'rests', 'another has it'),
});

test('with a task comes what waits of the same customer: only what the person may get, within their room and the policy’s bound', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        capacity: fc.integer({ min: 1, max: 6 }),
        chats: fc.option(fc.integer({ min: 0, max: 2 })),
        most: fc.integer({ min: 0, max: 3 }),
      }),
      fc.array(someMore, { minLength: 1, maxLength: 7 }),
      async ({ most, ...wish }, wishes) => {
        await inFreshTenant(async (trx) => {
          await changeRoutingPolicy(trx, { togetherMost: most });
          const account = await makeAgent(trx, { ...wish, skills: {}, topics: null, presence: 'available' });
          const colleague = await makeAgent(trx, { capacity: 9, skills: {}, topics: null, presence: 'available' });
          const tasks = new Map<string, (typeof wishes)[number]>();
          for (const one of wishes) {
            const { request } = await makeRequest(trx, { address: one.sender });
            const id = await makeTask(trx, request, { ...one, ...(one.state === 'another has it' && { assignee: colleague }) });
            if (one.state === 'declined') await addDecliner(trx, id, account);
            if (one.state === 'rests') await putOff(trx, { task: id, until: new Date(Date.now() + minute), reason: '', untilReply: false });
            tasks.set(id, one);
          }
          const [first, ...along] = await assignNext(trx, account);
          const given = [first, ...along].flatMap((one) => (one ? [tasks.get(one.task)!] : []));
          for (const one of given) expect(one).toMatchObject({ sender: given[0]!.sender, skills: [], state: 'waits' });
          const [all, chat] = [given, given.filter(({ channel }) => channel === 'chat')].map((list) =>
            list.reduce((sum, { points }) => sum + points, 0),
          );
          expect(all).toBeLessThanOrEqual(wish.capacity);
          if (wish.chats !== null) expect(chat).toBeLessThanOrEqual(wish.chats);
          expect(along.length).toBeLessThanOrEqual(most);
          const others = [...tasks].filter(
            ([id, one]) => id !== first?.task && one.sender === given[0]?.sender && one.skills.length === 0 && one.state === 'waits',
          );
          const fits =
            others.every(([, one]) => one.points === 1) && others.length < wish.capacity - (given[0]?.points ?? 0) && wish.chats === null;
          if (first && fits) expect(along).toHaveLength(Math.min(most, others.length));
          const owned = await trx.selectFrom('task').select('id').where('assignee', '=', account).execute();
          expect(owned.map(({ id }) => id).toSorted()).toEqual([first, ...along].flatMap((one) => one?.task ?? []).toSorted());
          for (const one of along) expect(await placeOf(trx, one.task)).toMatchObject({ togetherWith: one.with });
        });
      },
    ),
    { numRuns: 30 },
  );
}, 20_000);

const skills = ['claims', 'technic', 'freight'];
const topics = ['damage', 'warranty'];
const someStep = fc.oneof(
  fc.record({
    edit: fc.constant('skills' as const),
    cells: fc.array(fc.tuple(fc.nat(2), fc.constantFrom(...skills), fc.integer({ min: 0, max: 3 })), { minLength: 1, maxLength: 6 }),
  }),
  fc.record({ edit: fc.constant('topics' as const), person: fc.nat(2), topics: fc.subarray(topics) }),
  fc.record({
    edit: fc.constant('team' as const),
    team: fc.nat(1),
    topics: fc.subarray(topics),
    members: fc.subarray([0, 1, 2]),
    helped: fc.boolean(),
  }),
  fc.record({ edit: fc.constant('dissolve' as const), team: fc.nat(1) }),
);

test('what people can do and serve follows every edit of skills, topics and teams, however many rows it has', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(someStep, { minLength: 1, maxLength: 8 }), async (steps) => {
      await inFreshTenant(async (trx) => {
        const people: string[] = [];
        for (const _ of [0, 1, 2]) people.push(await makeAgent(trx, { capacity: 1, skills: {}, topics: null, presence: 'available' }));
        for (const key of skills) await saveNamed(trx, 'skill', { key, title: { de: key, en: key } });
        for (const key of topics) await saveNamed(trx, 'topic', { key, title: { de: key, en: key } });
        const known: { skills: Record<string, number>[]; topics: string[][] } = {
          skills: people.map(() => ({})),
          topics: people.map(() => []),
        };
        const teams: (({ id: string } & Extract<(typeof steps)[number], { edit: 'team' }>) | null)[] = [null, null];
        for (const step of steps) {
          if (step.edit === 'skills') {
            const cells = new Map(step.cells.map(([at, skill, level]) => [`${at} ${skill}`, { at, skill, level }]));
            await changeSkills(
              trx,
              [...cells.values()].map(({ at, ...cell }) => ({ account: people[at]!, ...cell })),
            );
            for (const { at, skill, level } of cells.values()) known.skills[at]![skill] = level;
          } else if (step.edit === 'topics') {
            await trx.deleteFrom('account_topic').where('account', '=', people[step.person]!).execute();
            if (step.topics.length > 0)
              await trx
                .insertInto('account_topic')
                .values(step.topics.map((topic) => ({ account: people[step.person]!, topic })))
                .execute();
            known.topics[step.person] = step.topics;
          } else if (step.edit === 'team') {
            const helper = step.helped ? (teams[1 - step.team]?.id ?? null) : null;
            const wish = {
              name: `team ${step.team}`,
              lead: null,
              topics: step.topics,
              members: step.members.map((at) => people[at]!),
              overflowTo: helper,
              overflowMinutes: null,
              calendar: null,
            };
            const id = await saveTeam(trx, teams[step.team]?.id ?? null, wish);
            teams[step.team] = { ...step, id: id!, helped: helper !== null };
          } else if (teams[step.team]) {
            await deleteTeam(trx, teams[step.team]!.id);
            teams[step.team] = null;
            const other = teams[1 - step.team];
            if (other) other.helped = false;
          }
        }
        for (const [at, id] of people.entries()) {
          const row = await trx
            .selectFrom('account')
            .select(['abilities', 'topics', 'helps'])
            .where('id', '=', id)
            .executeTakeFirstOrThrow();
          const own = teams.filter((team) => team?.members.includes(at));
          const served = [...known.topics[at]!, ...own.flatMap((team) => team!.topics)];
          const helps = teams.flatMap((team, index) => (team?.helped && teams[1 - index]?.members.includes(at) ? team.topics : []));
          const abilities = Object.entries(known.skills[at]!).flatMap(([key, level]) =>
            Array.from({ length: level }, (_, n) => `${key}:${n + 1}`),
          );
          expect(row.abilities.toSorted()).toEqual(abilities.toSorted());
          expect(row.topics?.toSorted() ?? []).toEqual([...new Set(served)].toSorted());
          expect(row.helps.toSorted()).toEqual([...new Set(helps)].toSorted());
        }
      });
    }),
    { numRuns: 25 },
  );
}, 20_000);
