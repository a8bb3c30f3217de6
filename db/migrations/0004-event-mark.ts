import { type Kysely, sql } from 'kysely';

/** How far the database has come. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [mark, ...door]) await sql.raw(statement).execute(db);
}

// Of committed rows, which outlast a crash; the sequence may fall back in one. Ids are in the order of time but for moments, so the greatest is among the last thousand.
const mark = `create function event_mark() returns bigint language sql stable security definer set search_path = public, pg_temp as
  $$ select coalesce(max(e.seq), 0) from (select seq from request_event order by id desc limit 1000) e $$`;

const door = [`revoke execute on function event_mark() from public`, `grant execute on function event_mark() to vorgang_app`];
