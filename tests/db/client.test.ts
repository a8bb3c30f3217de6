import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { asTenant, connect, type Db, json, type Trx } from '../../db/client.ts';
import { EarlierFailed } from '../../db/lent-connection.ts';
import { createTestDatabase, type TestDatabase } from '../database.ts';

let database: TestDatabase;
let db: Db;
const tenant = '0198a000-0000-7000-8000-000000000001';
beforeAll(async () => {
  database = await createTestDatabase();
  db = connect(database.url, 2);
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

test('a connection that is lost between two statements fails its transaction, not the process, and the next one is new', async () => {
  const other = connect(database.url, 1);
  const lost = asTenant(db, tenant, async (trx) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx);
    await sql`select pg_terminate_backend(${rows[0]?.pid}, 5000)`.execute(other);
    // Its last words are read here, outside of any statement.
    await setTimeout(50);
    await sql`select 1`.execute(trx);
  });
  await expect(lost).rejects.toThrow();
  const { rows } = await asTenant(db, tenant, (trx) => sql<{ one: number }>`select 1 as one`.execute(trx));
  expect(rows).toEqual([{ one: 1 }]);
  await other.destroy();
});

test('nothing of a failed transaction is kept', async () => {
  await sql`create table kept (n integer)`.execute(db);
  const failing = asTenant(db, tenant, async (trx) => {
    await sql`insert into kept values (1)`.execute(trx);
    throw new Error('No.');
  });
  await expect(failing).rejects.toThrow('No.');
  expect((await sql`select * from kept`.execute(db)).rows).toEqual([]);
});

describe('a statement that nobody waits for', () => {
  const insert = (trx: Trx, n: number | string) => sql`insert into unhurried values (${n})`.execute(trx);
  const seen = async (trx: Trx) => (await sql<{ n: number }>`select n from unhurried order by n`.execute(trx)).rows.map(({ n }) => n);

  test('is seen by the next one, kept by the commit, and its failure fails what comes after it', async () => {
    await sql`create table unhurried (n integer)`.execute(db);
    await asTenant(db, tenant, async (trx, { unhurried }) => {
      void insert(unhurried(), 1);
      expect(await seen(trx)).toEqual([1]);
      void insert(unhurried(), 2);
    });
    expect(await seen(db as unknown as Trx)).toEqual([1, 2]);
    const failing = asTenant(db, tenant, async (trx, { unhurried }) => {
      insert(unhurried(), 'three').catch(() => undefined);
      return seen(trx);
    });
    await expect(failing).rejects.toThrow(EarlierFailed);
    const atTheEnd = asTenant(db, tenant, (_trx, { unhurried }) =>
      Promise.resolve(void insert(unhurried(), 'four').catch(() => undefined)),
    );
    await expect(atTheEnd).rejects.toThrow(EarlierFailed);
    expect(await seen(db as unknown as Trx)).toEqual([1, 2]);
  });
});

describe('JSON for jsonb', () => {
  it.each([
    ['NUL', 'a\u0000b', 'a\ufffdb'],
    ['half a character', '\ud83d', '\ufffd'],
    ['a whole one', '😀', '😀'],
    ['the escape as text', '\\u0000', '\\u0000'],
    ['NUL after a backslash', '\\\u0000', '\\\ufffd'],
  ])('keeps or replaces %s', async (_what, given, kept) => {
    const { rows } = await sql<{ value: string }>`select ${json({ value: given })}::jsonb ->> 'value' as value`.execute(db);
    expect(rows).toEqual([{ value: kept }]);
  });
});
