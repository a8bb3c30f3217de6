import { sql } from 'kysely';
import type { Variables } from '../domain/process/types.ts';
import type { RequestClocks } from '../domain/service-level/request-clocks.ts';
import type { Trx } from './client.ts';

/** An open request with what its service level was, or would be, decided by: the variables of its own process. */
export interface OpenLevel {
  id: string;
  topic: string | null;
  clocks: RequestClocks;
  variables: Variables;
}

/** A preview looks at so many, the oldest first. */
const mostRequests = 20_000;

/** Open requests whose clocks run, of a process or of topics. */
export async function openLevels(trx: Trx, of: { process: string } | { topics: readonly string[] }): Promise<OpenLevel[]> {
  const { rows } = await sql<OpenLevel>`
    select id, topic, clocks, coalesce(state -> 'on' -> 'a0' -> 'vars', '{}') as variables from request
    where status in ('open', 'waiting') and clocks is not null and ${'process' in of ? sql`process = ${of.process}` : sql`topic = any(${of.topics})`}
    order by created_at limit ${mostRequests}`.execute(trx);
  return rows;
}

const goesByAnother = (graph: string) => sql`(clocks is null or coalesce(clocks ->> 'table', graph) <> ${graph})`;

/** Open requests of a process that go on by another table than that of this graph; those without clocks get them. */
export async function requestsNotBy(trx: Trx, { process, graph }: { process: string; graph: string }): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from request where status in ('open', 'waiting') and state is not null and process = ${process}
      and ${goesByAnother(graph)} order by number`.execute(trx);
  return rows.map(({ id }) => id);
}

/** How many there are, and how many of them `requestsNotBy` names. */
export async function countOpen(
  trx: Trx,
  { process, graph }: { process: string; graph: string },
): Promise<{ requests: number; earlier: number }> {
  const { rows } = await sql<{ requests: number; earlier: number }>`
    select count(*)::int as requests, (count(*) filter (where ${goesByAnother(graph)}))::int as earlier
    from request where status in ('open', 'waiting') and state is not null and process = ${process}`.execute(trx);
  return rows[0]!;
}

/** Open requests of topics. */
export async function requestsOf(trx: Trx, topics: readonly string[]): Promise<{ id: string; topic: string }[]> {
  const { rows } = await sql<{ id: string; topic: string }>`
    select id, topic from request where status in ('open', 'waiting') and state is not null and topic = any(${topics}) order by number`.execute(
    trx,
  );
  return rows;
}

/** The graphs that new requests get. */
export async function publishedGraphs(trx: Trx): Promise<{ process: string; hash: string }[]> {
  const rows = await trx.selectFrom('published_process').select(['process', 'graph']).orderBy('process').execute();
  return rows.map(({ process, graph }) => ({ process, hash: graph }));
}

/** The published decision tables, each with its source, newest version. */
export async function publishedTables(trx: Trx) {
  return trx
    .selectFrom('definition_version as v')
    .innerJoin('definition as d', (join) => join.onRef('d.type', '=', 'v.type').onRef('d.key', '=', 'v.key'))
    .select(['v.key', 'd.title', 'v.number', 'v.published_at as publishedAt', 'v.source'])
    .distinctOn('v.key')
    .where('v.type', '=', 'decision')
    .orderBy('v.key')
    .orderBy('v.number', 'desc')
    .execute();
}
