import { type Kysely, sql } from 'kysely';

/** Mail that other servers hand to us, and mail of before our time. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // What we wrote on top of a mail that was handed to us: envelope and way. raw stays as it came.
  `alter table inbound_mail add column trace text`,
  // Whose mail an address is, among all tenants. Nobody can take over another's address by setting up a mailbox of that name: the first one has it.
  `create function mailboxes_at(addresses text[]) returns table (address text, tenant uuid, id uuid, active boolean)
     language sql stable security definer set search_path = public, pg_temp as
     $$ select distinct on (wanted) wanted, m.tenant, m.id, m.active from unnest(addresses) wanted join mailbox m on m.address = wanted::citext order by wanted, m.created_at, m.id $$`,
  `revoke execute on function mailboxes_at(text[]) from public`,
  `grant execute on function mailboxes_at(text[]) to vorgang_app`,
];
