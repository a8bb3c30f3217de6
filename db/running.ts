import { sql } from 'kysely';
import type { Trx } from './client.ts';
import type { DefinitionType } from './schema.ts';

/** How many unfinished requests have a token in each graph (called processes included), by graph hash. */
export async function runningByGraph(trx: Trx): Promise<Map<string, number>> {
  const { rows } = await sql<{ graph: string; requests: number }>`
    select token ->> 'graph' as graph, count(distinct request.id)::int as requests
    from request, jsonb_array_elements(coalesce(request.position -> 'tokens', '[]')) as token
    where request.status in ('open', 'waiting')
    group by 1`.execute(trx);
  return new Map(rows.map(({ graph, requests }) => [graph, requests]));
}

/**
 * How many unfinished requests run on graphs that hold this definition in some version: the process itself, or one that names the table or form.
 * @param decisions ids of the decisions in the file, for a table.
 */
export async function runningWith(
  trx: Trx,
  { type, key, decisions }: { type: DefinitionType; key: string; decisions: string[] },
): Promise<number> {
  const holds = {
    process: sql`graph.process = ${key}`,
    decision: sql`(graph.content -> 'decisions') ?| ${decisions}::text[]`,
    form: sql`(graph.content -> 'forms') ? ${key}`,
  }[type];
  const { rows } = await sql<{ requests: number }>`
    select count(distinct request.id)::int as requests
    from request, jsonb_array_elements(coalesce(request.position -> 'tokens', '[]')) as token
    where request.status in ('open', 'waiting') and token ->> 'graph' in (select graph.hash from graph where ${holds})`.execute(trx);
  return rows[0]?.requests ?? 0;
}
