import { sql } from 'kysely';
import type { Trx } from './client.ts';

export interface GraphNames {
  graph: string;
  /** Key of the process and its name. */
  process: string;
  name: string;
  /** Element id → the designer's words; null where there are none. */
  elements: Record<string, string | null>;
}

/** What the elements of graphs are called, by graph hash. */
export async function graphNames(trx: Trx, hashes: (string | null)[]): Promise<Map<string, GraphNames>> {
  const wanted = [...new Set(hashes.filter((hash) => hash !== null))];
  if (wanted.length === 0) return new Map();
  const { rows } = await sql<GraphNames>`
    select g.hash as graph, g.process, coalesce(g.content ->> 'name', g.process) as name,
      (select coalesce(jsonb_object_agg(e.key, e.value ->> 'name'), '{}') from jsonb_each(g.content -> 'elements') e) as elements
    from graph g where g.hash = any(${wanted})`.execute(trx);
  return new Map(rows.map((row) => [row.graph, row]));
}

export const elementName = (names: Map<string, GraphNames>, graph: string | null, element: string): string =>
  (graph === null ? null : names.get(graph)?.elements[element]) ?? element;
