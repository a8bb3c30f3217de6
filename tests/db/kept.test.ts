import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asTenant, connect, type Db, type Trx } from '../../db/client.ts';
import { kept, noteSettings, settingsVersion } from '../../db/kept.ts';
import { createTestDatabase, type TestDatabase } from '../database.ts';

let database: TestDatabase;
let db: Db;
const tenants: string[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  const owner = connect(database.url, 1);
  for (const slug of ['one', 'two']) {
    const { rows } = await sql<{ id: string }>`insert into tenant (slug, name) values (${slug}, ${slug}) returning id`.execute(owner);
    tenants.push(rows[0]!.id);
  }
  await owner.destroy();
  db = connect(database.appUrl, 2);
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

let reads = 0;
const read = async (trx: Trx): Promise<string[]> => {
  reads += 1;
  return (await trx.selectFrom('answer').select('title').orderBy('key').execute()).map(({ title }) => title);
};

/** What a transaction of the tenant sees, as `advance` looks. */
const titles = (tenant: string): Promise<string[]> =>
  asTenant(db, tenant, async (trx) => {
    const { rows } = await sql<{ version: string }>`select ${settingsVersion} as version`.execute(trx);
    noteSettings(trx, { tenant, version: rows[0]!.version });
    return kept(trx, 'titles', () => read(trx));
  });

const write = (tenant: string, key: string, title: string): Promise<unknown> =>
  asTenant(db, tenant, (trx) =>
    trx
      .insertInto('answer')
      .values({ key, language: 'de', title, body: '' })
      .onConflict((conflict) => conflict.columns(['tenant', 'key', 'language']).doUpdateSet({ title }))
      .execute(),
  );

test('what is set is read once, and again by the very next transaction after somebody changed it, tenant by tenant', async () => {
  const [one = '', two = ''] = tenants;
  await write(one, 'a', 'Eingang');
  expect([await titles(one), await titles(one), await titles(two)]).toEqual([['Eingang'], ['Eingang'], []]);
  expect(reads).toBe(2);
  await write(one, 'a', 'Bestätigung');
  expect([await titles(one), await titles(one), await titles(two)]).toEqual([['Bestätigung'], ['Bestätigung'], []]);
  expect(reads).toBe(3);
  await asTenant(db, one, (trx) => trx.deleteFrom('answer').execute());
  expect(await titles(one)).toEqual([]);
});

test('what is set in a transaction that is undone changes nothing, and one that does not know its version reads for itself', async () => {
  const [one = ''] = tenants;
  await write(one, 'b', 'Abschluss');
  expect(await titles(one)).toEqual(['Abschluss']);
  const undone = asTenant(db, one, async (trx) => {
    await trx.updateTable('answer').set({ title: 'Anders' }).execute();
    expect(await kept(trx, 'titles', () => read(trx))).toEqual(['Anders']);
    throw new Error('Undone.');
  });
  await expect(undone).rejects.toThrow('Undone.');
  expect(await titles(one)).toEqual(['Abschluss']);
});
