import pg from 'pg';
import { expect, test } from 'vitest';
import { createTestDatabase } from '../database.ts';

test('every test file gets a migrated database of its own', async () => {
  const [one, two] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  const client = new pg.Client(one.url);
  await client.connect();
  await client.query('create table only_here (id int)');
  const other = new pg.Client(two.url);
  await other.connect();
  const { rows } = await other.query("select to_regclass('only_here') as found, to_regclass('kysely_migration') as migrated");
  expect(rows).toEqual([{ found: null, migrated: 'kysely_migration' }]);
  await Promise.all([client.end(), other.end()]);
  await Promise.all([one.drop(), two.drop()]);
});

test('the application connects as a role that is no superuser', async () => {
  const database = await createTestDatabase();
  const client = new pg.Client(database.appUrl);
  await client.connect();
  const { rows } = await client.query('select rolname, rolsuper, rolbypassrls from pg_roles where rolname = current_user');
  expect(rows).toEqual([{ rolname: 'vorgang_app', rolsuper: false, rolbypassrls: false }]);
  await client.end();
  await database.drop();
});
