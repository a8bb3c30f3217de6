import { sql } from 'kysely';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { connect } from '../../db/client.ts';
import { createTestDatabase } from '../database.ts';

test('a statement whose kept plan a migration made useless fails once, and works on the next connection', async () => {
  const database = await createTestDatabase();
  const owner = new pg.Client(database.url);
  await owner.connect();
  await owner.query('create table thing (id integer); insert into thing values (1); grant select on thing to vorgang_app');
  const db = connect(database.appUrl, 1);
  onTestFinished(async () => {
    await db.destroy();
    await owner.end();
    await database.drop();
  });
  const read = () => sql`select * from thing where id = ${1}`.execute(db);
  for (let times = 0; times < 7; times += 1) expect((await read()).rows).toEqual([{ id: 1 }]);
  await owner.query('alter table thing add column name text');
  await expect(read()).rejects.toMatchObject({ code: '0A000' });
  expect((await read()).rows).toEqual([{ id: 1, name: null }]);
});
