import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../database.ts';

let database: TestDatabase;
let owner: pg.Client;
let app: pg.Client;
let tables: string[];
const [own, other] = [randomUUID(), randomUUID()];

beforeAll(async () => {
  database = await createTestDatabase();
  [owner, app] = [new pg.Client(database.url), new pg.Client(database.appUrl)];
  await Promise.all([owner.connect(), app.connect()]);
  const found = await owner.query<{ table_name: string }>(
    `select c.table_name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = 'public' and c.column_name = 'tenant' and t.table_type = 'BASE TABLE' order by 1`,
  );
  tables = found.rows.map(({ table_name }) => table_name);
  // References and checks are off, so that one row of every table can be made from its columns alone, those of tables to come included.
  await owner.query('set session_replication_role = replica');
  for (const tenant of [own, other]) {
    await owner.query('insert into tenant (id, slug, name) values ($1, $2, $2)', [tenant, tenant]);
    for (const table of tables) await insertRow(table, tenant);
  }
});
afterAll(async () => {
  await Promise.all([owner.end(), app.end()]);
  await database.drop();
});

test('a query that forgot its tenant sees no row of any table', async () => {
  expect(tables.length).toBeGreaterThan(35);
  const seen: Record<string, number> = {};
  for (const table of [...tables, 'tenant']) {
    const count = await countRows(table);
    if (count > 0) seen[table] = count;
  }
  expect(seen).toEqual({});
});

test('within a tenant only its own rows are seen, whatever the query asks for', async () => {
  const wrong: string[] = [];
  await app.query('begin');
  await app.query("select set_config('vorgang.tenant', $1, true)", [own]);
  for (const table of tables) {
    const { rows } = await app.query<{ tenant: string }>(`select tenant from ${table}`);
    if (rows.length !== 1 || rows[0]?.tenant !== own) wrong.push(`${table}: ${rows.length}`);
    const foreign = await app.query(`select 1 from ${table} where tenant = $1`, [other]);
    if (foreign.rowCount !== 0) wrong.push(`${table} gives a foreign row`);
  }
  await app.query('rollback');
  expect(wrong).toEqual([]);
});

test('no row can be written into, moved to or deleted from another tenant', async () => {
  const wrong: string[] = [];
  for (const table of tables) {
    for (const statement of [`update ${table} set tenant = '${other}'`, `delete from ${table} where tenant = '${other}'`]) {
      await app.query('begin');
      await app.query("select set_config('vorgang.tenant', $1, true)", [own]);
      const changed = await app.query(statement).then(
        ({ rowCount }) => rowCount ?? 0,
        () => 0,
      );
      await app.query('rollback');
      if (changed > 0) wrong.push(statement);
    }
  }
  expect(wrong).toEqual([]);
});

test('the setting ends with its transaction', async () => {
  await app.query('begin');
  await app.query("select set_config('vorgang.tenant', $1, true)", [own]);
  expect(await countRows('request')).toBe(1);
  await app.query('commit');
  expect(await countRows('request')).toBe(0);
});

async function countRows(table: string): Promise<number> {
  return (await app.query<{ count: number }>(`select count(*)::int as count from ${table}`)).rows[0]!.count;
}

/** Fills what has no default by its type, and by the first value of its check where it has one. */
async function insertRow(table: string, tenant: string): Promise<void> {
  const { rows: columns } = await owner.query<{ name: string; type: string; allowed: string | null }>(
    `select a.attname as name, format_type(a.atttypid, null) as type,
       (select substring(pg_get_constraintdef(k.oid) from $r$'([^']+)'$r$) from pg_constraint k where k.conrelid = a.attrelid and k.contype = 'c' and k.conkey = array[a.attnum]) as allowed
     from pg_attribute a where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped and a.attnotnull and not a.atthasdef and a.attidentity = '' and a.attname <> 'tenant'`,
    [table],
  );
  const names = ['tenant', ...columns.map(({ name }) => name)];
  const values = [tenant, ...columns.map(({ type, allowed }) => allowed ?? valueOf(type, tenant))];
  await owner.query(`insert into ${table} (${names.join(', ')}) values (${values.map((_value, at) => `$${at + 1}`).join(', ')})`, values);
}

let instants = 0;

function valueOf(type: string, tenant: string): unknown {
  if (type === 'uuid') return randomUUID();
  if (type === 'bytea') return Buffer.from(tenant);
  if (type === 'integer' || type === 'bigint' || type === 'numeric') return 1;
  if (type.endsWith('[]')) return [];
  if (type === 'jsonb' || type === 'json') return '{}';
  if (type === 'boolean') return true;
  // Each later than the one before: what ends, ends after its beginning.
  if (type.startsWith('timestamp') || type === 'date') return new Date(Date.now() + 1000 * (instants += 1));
  return `x-${tenant}`;
}
