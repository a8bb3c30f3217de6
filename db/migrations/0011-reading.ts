import { type Kysely, sql } from 'kysely';

/** What was found out about a message when it was read, for those who look at it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // remote_content: its HTML wants pictures from elsewhere. protection: sealed by its sender; encrypted is read in his program alone.
  // authentication: what SPF, DKIM, DMARC and ARC say of its sender (domain/mail/authentication.ts).
  `alter table message add column remote_content boolean not null default false,
     add column protection text check (protection in ('signed','encrypted')), add column authentication jsonb`,
  // By name and first bytes, never by the sender's claim; null: nothing is known against it.
  `alter table attachment add column danger text check (danger in ('program','macros','page','disguised'))`,
  // From a message to the mail that it was.
  `create index on inbound_mail (message) where message is not null`,
];
