import { sql } from 'kysely';
import type { Trx } from './client.ts';

interface IncidentGroupRow {
  graph: string;
  process: string;
  processName: string;
  version: number | null;
  element: string;
  elementName: string;
  code: string;
  incidents: number;
  since: Date;
  message: string;
}

/** Open incidents of one kind together, the most frequent first. */
export async function incidentGroups(trx: Trx): Promise<IncidentGroupRow[]> {
  const { rows } = await sql<IncidentGroupRow>`
    select o.*, g.process, coalesce(g.content ->> 'name', g.process) as "processName", coalesce(g.content -> 'elements' -> o.element ->> 'name', o.element) as "elementName",
      (select max(v.number) from definition_version v where v.type = 'process' and v.graph = o.graph) as version
    from (select graph, element, code, count(*)::int as incidents, min(created_at) as since, (array_agg(message order by created_at))[1] as message
      from incident where closed_at is null group by graph, element, code) o
    join graph g on g.hash = o.graph order by o.incidents desc, o.since limit 200`.execute(trx);
  return rows;
}

export function openIncidentsOfKind(
  trx: Trx,
  { graph, element, code }: { graph: string; element: string; code: string },
): Promise<{ id: string; request: string }[]> {
  return trx
    .selectFrom('incident')
    .select(['id', 'request'])
    .where('graph', '=', graph)
    .where('element', '=', element)
    .where('code', '=', code)
    .where('closed_at', 'is', null)
    .orderBy('created_at')
    .execute();
}
