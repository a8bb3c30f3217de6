import { type Kysely, sql } from 'kysely';

/** Counts changes of what people set and every request reads, so that a process may keep it in memory (db/kept.ts). */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(`alter table tenant add column settings_version bigint not null default 0`).execute(db);
  await sql
    .raw(
      `create function settings_changed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$ begin
         update tenant set settings_version = settings_version + 1 where id = coalesce(new.tenant, old.tenant); return null; end $$`,
    )
    .execute(db);
  for (const table of tables)
    await sql
      .raw(`create trigger settings_changed after insert or delete or update on ${table} for each row execute function settings_changed()`)
      .execute(db);
  // Its successes and errors are no settings.
  await sql
    .raw(
      `create trigger settings_changed after insert or delete or update of address, name, topic, language, imap, active on mailbox
         for each row execute function settings_changed()`,
    )
    .execute(db);
}

/** `topic_load` is measured every few minutes, and every request reads it. */
const tables = ['answer', 'calendar', 'calendar_version', 'kind_rule', 'mail_policy', 'published_process', 'signature', 'topic_load'];
