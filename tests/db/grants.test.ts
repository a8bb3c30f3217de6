import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import shipped from '../../config/competence-limits.json' with { type: 'json' };
import { addCalendar, dayAt } from '../../db/calendars.ts';
import { asTenant, connect, type Db } from '../../db/client.ts';
import { saveCompetenceLimits } from '../../db/competence-limits.ts';
import { earlierGrants, grantsBefore, takeReservedBack, writeGrant } from '../../db/grants.ts';
import { type CompetenceLimit, judge } from '../../domain/request/competence.ts';
import { makeRequest, makeTask } from '../api/rows.ts';
import { makeAccount } from '../api/test-api.ts';
import { createTestDatabase, type TestDatabase } from '../database.ts';

let database: TestDatabase;
let db: Db;
let tenant: string;
beforeAll(async () => {
  database = await createTestDatabase();
  db = connect(database.appUrl, 8);
  const owner = connect(database.url, 1);
  tenant = (await owner.insertInto('tenant').values({ slug: 'grants', name: 'x' }).returning('id').executeTakeFirstOrThrow()).id;
  await owner.destroy();
  await asTenant(db, tenant, (trx) => saveCompetenceLimits(trx, shipped as CompetenceLimit[]));
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

const someone = (level: number) =>
  asTenant(db, tenant, async (trx) => (await makeAccount(trx, { skills: level > 1 ? { competence: level } : {} })).id);
const aCase = (address: string) =>
  asTenant(db, tenant, async (trx) => {
    const { request } = await makeRequest(trx, { address });
    return { request, task: await makeTask(trx, request) };
  });
const grant = (account: string, { request, task }: { request: string; task: string }, amount: number) =>
  asTenant(db, tenant, async (trx) => {
    const proposal = { kind: 'credit' as const, amount, goodsValue: null };
    const before = await grantsBefore(trx, { request, task, account, kind: 'credit' });
    const { verdict } = judge(before, { account, proposal, kindLimit: null });
    await writeGrant(trx, {
      request,
      task,
      account,
      level: before.level,
      kind: 'credit',
      amount,
      state: verdict.within ? 'granted' : 'proposed',
    });
    return verdict;
  });

test('what one person grants in several requests at once never exceeds their day', async () => {
  const account = await someone(1);
  const cases = await Promise.all(Array.from({ length: 14 }, (_, index) => aCase(`k${index}@mail.example`)));
  const verdicts = await Promise.all(cases.map((one) => grant(account, one, 14)));
  expect(verdicts.filter(({ within }) => within)).toHaveLength(10);
  expect(verdicts.find(({ within }) => !within)).toMatchObject({ reason: 'per-day', level: 2 });
});

test('above the highest level two of it decide, and one person counts once', async () => {
  const [agent, head, other] = [await someone(1), await someone(4), await someone(4)];
  const { request, task } = await aCase('zwei@mail.example');
  const next = () => asTenant(db, tenant, async (trx) => ({ request, task: await makeTask(trx, request) }));
  expect(await grant(agent, { request, task }, 2000)).toMatchObject({ within: false, level: 4, fourEyes: true });
  expect(await grant(head, await next(), 2000)).toMatchObject({ within: false, fourEyes: true });
  expect(await grant(head, await next(), 2000)).toMatchObject({ within: false, fourEyes: true });
  expect(await grant(other, await next(), 2000)).toEqual({ within: true });
});

test('a customer with three cases of goodwill is for the next level, who sees them', async () => {
  const [agent, senior] = [await someone(1), await someone(2)];
  for (let times = 0; times < 3; times += 1) expect(await grant(agent, await aCase('oft@mail.example'), 5)).toEqual({ within: true });
  const fourth = await aCase('oft@mail.example');
  expect(await grant(agent, fourth, 5)).toMatchObject({ within: false, reason: 'often', level: 2 });
  expect(await asTenant(db, tenant, (trx) => earlierGrants(trx, fourth.request, 5))).toMatchObject([
    { amount: 5 },
    { amount: 5 },
    { amount: 5 },
  ]);
  expect(await grant(senior, fourth, 5)).toEqual({ within: true });
});

test('the same proposal counts once, a case counts as a whole, and what was taken back counts no more', async () => {
  const account = await someone(1);
  const one = await aCase('einmal@mail.example');
  expect([await grant(account, one, 14), await grant(account, one, 14)]).toEqual([{ within: true }, { within: true }]);
  const again = await asTenant(db, tenant, async (trx) => ({ request: one.request, task: await makeTask(trx, one.request) }));
  expect(await grant(account, again, 5)).toMatchObject({ within: false, reason: 'per-case' });
  await asTenant(db, tenant, (trx) => takeReservedBack(trx, one.request));
  expect(await grant(account, again, 5)).toEqual({ within: true });
});

test('the day of a limit begins at midnight where the tenant’s usual calendar says, before and after the clock changes', async () => {
  const dayOf = (at: string) =>
    asTenant(db, tenant, async (trx) => {
      const { rows } = await sql<{ day: string }>`select ${dayAt(sql`${at}::timestamptz`)}::text as day`.execute(trx);
      return rows[0]?.day;
    });
  const opensAlways = (key: string, timeZone: string) =>
    asTenant(db, tenant, (trx) =>
      addCalendar(trx, {
        key,
        title: { de: key, en: key },
        rule: { timeZone, opening: {}, holidays: { dates: [] }, overrides: {} },
      }),
    );
  // Without a calendar of its own.
  expect([await dayOf('2026-07-01T21:59Z'), await dayOf('2026-07-01T22:00Z')]).toEqual(['2026-07-01', '2026-07-02']);
  await opensAlways('abroad', 'Asia/Tokyo');
  expect([await dayOf('2026-07-01T14:59Z'), await dayOf('2026-07-01T15:00Z')]).toEqual(['2026-07-01', '2026-07-02']);
  await opensAlways('business', 'America/New_York');
  // On 1 November 2026 the clock goes back: that day has 25 hours.
  expect([await dayOf('2026-11-01T03:59Z'), await dayOf('2026-11-01T04:00Z')]).toEqual(['2026-10-31', '2026-11-01']);
  expect([await dayOf('2026-11-02T04:59Z'), await dayOf('2026-11-02T05:00Z')]).toEqual(['2026-11-01', '2026-11-02']);
  // On 14 March 2027 it goes forward.
  expect([await dayOf('2027-03-15T03:59Z'), await dayOf('2027-03-15T04:00Z')]).toEqual(['2027-03-14', '2027-03-15']);
  const [account, one] = [await someone(1), await aCase('tag@mail.example')];
  await grant(account, one, 5);
  const written = await asTenant(db, tenant, (trx) =>
    trx
      .selectFrom('granted')
      .select(sql<string>`day::text`.as('day'))
      .where('task', '=', one.task)
      .executeTakeFirst(),
  );
  expect(written?.day).toBe(await dayOf(new Date().toISOString()));
});
