import { sql } from 'kysely';
import type { Trx } from './client.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import type { Channel, PromiseState } from './schema.ts';

/** By when promises were due: from the one instant up to the other. */
export interface Period {
  from: Date;
  until: Date;
}

/** Promises of one kind of request by one channel; renewed: a notice told another time before it broke. */
export interface PromiseCounts {
  kind: string;
  channel: Channel;
  kept: number;
  renewed: number;
  broken: number;
  cancelled: number;
  open: number;
}

export async function promiseCounts(trx: Trx, { from, until }: Period): Promise<PromiseCounts[]> {
  const { rows } = await sql<PromiseCounts>`
    select r.kind, r.channel, count(*) filter (where p.state = 'kept')::int as kept, count(*) filter (where p.state = 'renewed')::int as renewed,
      count(*) filter (where p.state = 'broken')::int as broken, count(*) filter (where p.state = 'cancelled')::int as cancelled, count(*) filter (where p.state = 'open')::int as open
    from promise p join request r on r.id = p.request where p.due_at >= ${from}::timestamptz and p.due_at < ${until}::timestamptz group by r.kind, r.channel order by r.kind, r.channel`.execute(
    trx,
  );
  return rows;
}

export interface PromiseFilter extends Period {
  kind?: string | undefined;
  channel?: Channel | undefined;
  state?: PromiseState | undefined;
}

export interface PromiseRow {
  id: string;
  request: string;
  number: string;
  subject: string;
  kind: string;
  channel: Channel;
  dueAt: Date;
  madeAt: Date;
  settledAt: Date | null;
  state: PromiseState;
  toldBy: string;
  account: { id: string; name: string } | null;
  reason: string | null;
  /** Its place, for the page after it; not for readers. */
  cursor: string;
}

/** What a number of the report counts, the latest first. */
export async function promiseRows(
  trx: Trx,
  { from, until, kind, channel, state }: PromiseFilter,
  { after, limit }: { after: string | undefined; limit: number },
): Promise<{ items: PromiseRow[]; nextCursor: string | null }> {
  const place = decodeCursor(after, 2);
  const { rows } = await sql<PromiseRow>`
    select p.id, p.request, r.number, r.subject, r.kind, r.channel, p.due_at as "dueAt", p.created_at as "madeAt", p.settled_at as "settledAt", p.state, p.told_by as "toldBy",
      case when a.id is null then null else json_build_object('id', a.id, 'name', a.name) end as account, p.reason,
      json_build_array(p.due_at, p.id)::text as cursor
    from promise p join request r on r.id = p.request left join account a on a.id = p.account
    where p.due_at >= ${from}::timestamptz and p.due_at < ${until}::timestamptz and ${kind === undefined ? sql`true` : sql`r.kind = ${kind}`}
      and ${channel === undefined ? sql`true` : sql`r.channel = ${channel}`} and ${state === undefined ? sql`true` : sql`p.state = ${state}`}
      and ${place ? sql`(p.due_at, p.id) < (${place[0]}::timestamptz, ${place[1]}::uuid)` : sql`true`}
    order by p.due_at desc, p.id desc limit ${limit + 1}`.execute(trx);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? encodeCursor(last.cursor) : null };
}
