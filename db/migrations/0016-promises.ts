import { type Kysely, sql } from 'kysely';

/** What the customer has heard and was promised, kept beside the request so that `advance` need not look for it; and how much work waits, measured now and then. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...request, ...promise, topicLoad]) await sql.raw(statement).execute(db);
  await sql.raw(`alter table topic_load enable row level security`).execute(db);
  await sql
    .raw(
      `create policy tenant_rows on topic_load using (tenant = (select current_tenant())) with check (tenant = (select current_tenant()))`,
    )
    .execute(db);
  await sql.raw(`grant select, insert, update, delete on topic_load to vorgang_app`).execute(db);
}

const request = [
  // owed_since: the customer wrote, and no person has answered yet. noticed_at: the last time an interim notice was due, sent or not. promise_due_at: of the open promise.
  `alter table request add column owed_since timestamptz, add column heard_at timestamptz, add column noticed_at timestamptz, add column promise_due_at timestamptz`,
  `update request r set heard_at = coalesce(r.first_responded_at, r.created_at), owed_since = case when r.first_responded_at is null then r.created_at end,
     promise_due_at = (select min(p.due_at) from promise p where p.request = r.id and p.state = 'open')
   where r.status in ('open', 'waiting') and r.channel <> 'process'`,
  // Hardly any row is in it: customers whom a notice could not reach.
  `create index request_unnoticed on request (tenant) where noticed_at > heard_at`,
];

const promise = [
  // account: who made it, where a person did. reason: why it was cancelled.
  `alter table promise add column account uuid, add column reason text`,
  `alter table promise add constraint promise_account foreign key (tenant, account) references account (tenant, id)`,
  // The report asks for a period; promises are few beside messages and written once.
  `create index promise_due on promise (tenant, due_at)`,
];

// Measured by the sweeper, one row a topic ('' is none): what waits, how many were done since, how long one takes, and who is at work.
const topicLoad = `create table topic_load (tenant uuid not null default current_tenant() references tenant, topic text not null, waiting integer not null, done integer not null,
     since timestamptz not null, measured_at timestamptz not null, handling_minutes real, agents integer not null, primary key (tenant, topic))`;
