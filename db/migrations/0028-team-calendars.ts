import { type Kysely, sql } from 'kysely';

/** A team's calendar. Which one a topic counts by is kept in memory with what else every request reads. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `alter table team add column calendar text, add constraint team_calendar foreign key (tenant, calendar) references calendar (tenant, key)`,
    )
    .execute(db);
  for (const table of ['topic', 'team', 'team_topic'])
    await sql
      .raw(`create trigger settings_changed after insert or delete or update on ${table} for each row execute function settings_changed()`)
      .execute(db);
}
