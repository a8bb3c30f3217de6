import { type RawBuilder, sql } from 'kysely';
import type { Trx } from './client.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import type { RequestStatus } from './schema.ts';

export interface RequestRow {
  id: string;
  number: string;
  subject: string;
  status: RequestStatus;
  kind: string;
  topic: string | null;
  channel: string;
  language: string;
  priority: number;
  customer: { id: string | null; name: string };
  class: string;
  owner: { id: string; name: string } | null;
  deadline: Date | null;
  createdAt: Date;
  updatedAt: Date;
  closedAt: Date | null;
  /** Hits between ⟪ and ⟫. */
  excerpt: string | null;
  cursor: string;
}

export interface RequestFilter {
  status?: RequestStatus | undefined;
  customer?: string | undefined;
}

/** Newest first. */
export async function listRequests(trx: Trx, { after, limit, ...filter }: RequestFilter & { after?: string | undefined; limit: number }) {
  const from = decodeCursor(after, 2);
  const { rows } = await sql<RequestRow>`
    with line as (select r.id, null::uuid as message, json_build_array(r.created_at, r.id)::text as cursor, row_number() over (order by r.created_at desc, r.id desc) as place
      from request r where ${matches(filter)} and ${from ? sql`(r.created_at, r.id) < (${from[0]}::timestamptz, ${from[1]}::uuid)` : sql`true`}
      order by r.created_at desc, r.id desc limit ${limit + 1})
    ${columns(sql`null::text`)}`.execute(trx);
  return pageOf(rows, limit);
}

/**
 * By number, subject (typos forgiven), name or address of the requester, and the full text of messages (German, English, beginnings of words).
 * What is named comes before what is mentioned; at most 500.
 */
export async function searchRequests(
  trx: Trx,
  { search, after, limit, ...filter }: RequestFilter & { search: string; after?: string | undefined; limit: number },
) {
  const from = decodeCursor(after, 2);
  const words = search.match(/[\p{L}\p{N}]+/gu) ?? [];
  const beginnings = words.map((word) => `${word}:*`).join(' & ');
  const query = sql`(websearch_to_tsquery('german', ${search}) || websearch_to_tsquery('english', ${search}) || to_tsquery('simple', ${beginnings}))`;
  const like = `%${search.replace(/[\\%_]/g, String.raw`\$&`)}%`;
  const { rows } = await sql<RequestRow>`
    with found as (
      select r.id, null::uuid as message, 9::real as rank from request r where r.number ilike ${like}
      union all (select r.id, null, 2 + similarity(r.subject, ${search}) from request r where r.subject % ${search} or r.subject ilike ${like} limit 500)
      union all select r.id, null, 4 from request r left join customer c on c.id = r.customer where r.requester_address = ${search} or r.requester_name ilike ${like} or c.name ilike ${like} or c.number = ${search}
      union all (select m.request, m.id, ts_rank(m.search, ${query}) from message m where m.search @@ ${query} and m.withdrawn_at is null limit 2000)),
    best as (select f.id, max(f.rank)::float8 as rank, (array_agg(f.message order by f.rank desc) filter (where f.message is not null))[1] as message
      from found f join request r on r.id = f.id where ${matches(filter)} group by f.id order by rank desc, f.id desc limit 500),
    line as (select id, message, json_build_array(rank, id)::text as cursor, row_number() over (order by rank desc, id desc) as place from best
      where ${from ? sql`(rank, id) < (${from[0]}::float8, ${from[1]}::uuid)` : sql`true`} order by rank desc, id desc limit ${limit + 1})
    ${columns(sql`(select ts_headline('german', left(m.text, 20000), ${query}, 'StartSel=⟪,StopSel=⟫,MaxFragments=1,MaxWords=28,MinWords=12') from message m where m.id = line.message)`)}`.execute(
    trx,
  );
  return pageOf(rows, limit);
}

const matches = ({ status, customer }: RequestFilter): RawBuilder<unknown> =>
  sql`${status === undefined ? sql`true` : sql`r.status = ${status}`} and ${customer === undefined ? sql`true` : sql`r.customer = ${customer}`}`;

const columns = (excerpt: RawBuilder<unknown>): RawBuilder<RequestRow> => sql<RequestRow>`
  select r.id, r.number, r.subject, r.status, r.kind, r.topic, r.channel, r.language, r.priority, r.customer_class as class,
    json_build_object('id', r.customer, 'name', coalesce(c.name, r.requester_name, r.requester_address::text, '')) as customer,
    (select json_build_object('id', a.id, 'name', a.name) from task t join account a on a.id = t.assignee where t.request = r.id
      order by t.state in ('waiting', 'assigned') desc, t.created_at desc limit 1) as owner,
    coalesce((select min(t.due_at) from task t where t.request = r.id and t.state in ('waiting', 'assigned')), r.resolution_due_at) as deadline,
    r.created_at as "createdAt", r.updated_at as "updatedAt", r.closed_at as "closedAt", ${excerpt} as excerpt, line.cursor
  from line join request r on r.id = line.id left join customer c on c.id = r.customer order by line.place`;

function pageOf(rows: RequestRow[], limit: number): { items: RequestRow[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  return { items, nextCursor: rows.length > limit ? encodeCursor(items.at(-1)!.cursor) : null };
}
