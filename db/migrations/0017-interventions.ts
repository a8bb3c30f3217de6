import { type Kysely, sql } from 'kysely';

/** What leads do on the board can be taken back, once. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table audit add column undoes uuid references audit`,
  // Two leads at once: only one of them takes it back.
  `create unique index audit_undoes on audit (undoes) where undoes is not null`,
  // The board counts today's declines; hardly any line of the timeline is one, so the index costs others nothing.
  `create index timeline_declined on timeline (tenant, at) where kind = 'declined'`,
];
