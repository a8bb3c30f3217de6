import { type Kysely, sql } from 'kysely';

/** A calendar's versions count as settings, and so does a topic's load, which is measured every few minutes: every request reads both. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of ['calendar_version', 'topic_load'])
    await sql
      .raw(`create trigger settings_changed after insert or delete or update on ${table} for each row execute function settings_changed()`)
      .execute(db);
}
