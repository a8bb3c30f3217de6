import { type Kysely, sql } from 'kysely';

/** Who gave a task back last: it is not pushed to them again until someone else has had it; they may still take it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `alter table task add column returned_by uuid, add constraint task_returned_by foreign key (tenant, returned_by) references account (tenant, id)`,
    )
    .execute(db);
}
