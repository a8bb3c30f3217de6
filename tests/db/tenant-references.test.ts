import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../database.ts';

let database: TestDatabase;
let owner: pg.Client;
let app: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  [owner, app] = [new pg.Client(database.url), new pg.Client(database.appUrl)];
  await Promise.all([owner.connect(), app.connect()]);
});
afterAll(async () => {
  await Promise.all([owner.end(), app.end()]);
  await database.drop();
});

test('no reference between tables of tenants leaves the tenant, those to come included', async () => {
  const { rows } = await owner.query<{ loose: string }>(`
    select k.conrelid::regclass || ' ' || pg_get_constraintdef(k.oid) as loose from pg_constraint k
    where k.contype = 'f' and exists (select 1 from pg_attribute a where a.attrelid = k.confrelid and a.attname = 'tenant' and not a.attisdropped)
      and not exists (select 1 from pg_attribute a where a.attrelid = k.conrelid and a.attname = 'tenant' and a.attnum = any(k.conkey))`);
  expect(rows).toEqual([]);
});

test('a row cannot name another tenant’s row', async () => {
  const [own, other, account] = [randomUUID(), randomUUID(), randomUUID()];
  for (const tenant of [own, other]) await owner.query('insert into tenant (id, slug, name) values ($1, $2, $2)', [tenant, tenant]);
  await owner.query(
    `insert into account (id, tenant, email, name, password_hash, roles) values ($1, $2, 'a@b.example', 'A', 'x', '{agent}')`,
    [account, other],
  );
  await app.query('begin');
  await app.query("select set_config('vorgang.tenant', $1, true)", [own]);
  await expect(app.query(`insert into audit (account, action, entity) values ($1, 'x', 'y')`, [account])).rejects.toMatchObject({
    code: '23503',
  });
  await app.query('rollback');
});

test.each([
  ['what happened', `update request_event set payload = '{}'`],
  ['who did what', `update audit set action = 'nothing'`],
  ['who did what, deleted', `delete from audit`],
  ['what came in', `update inbound_mail set raw = ''`],
  ['what is over', `update timeline set kind = 'nothing'`],
])('%s cannot be written anew by the application', async (_what, statement) => {
  await expect(app.query(statement)).rejects.toMatchObject({ code: '42501' });
});

test('functions that see every tenant look for tables in no other schema first', async () => {
  const { rows } = await owner.query<{ name: string }>(`
    select p.proname as name from pg_proc p where p.prosecdef and p.pronamespace = 'public'::regnamespace
      and not coalesce(p.proconfig, '{}') @> array['search_path=public, pg_temp']`);
  expect(rows).toEqual([]);
  const open = await owner.query(
    `select p.proname from pg_proc p, aclexplode(p.proacl) a where p.prosecdef and p.pronamespace = 'public'::regnamespace and a.grantee = 0`,
  );
  expect(open.rows).toEqual([]);
});
