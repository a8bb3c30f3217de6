import { sql } from 'kysely';
import type { State } from '../domain/process/types.ts';
import type { Trx } from './client.ts';

export interface RunningRequest {
  id: string;
  number: string;
  state: State;
}

/** Unfinished requests with a token in this graph, called processes included, in order of their numbers. */
export async function requestsOn(trx: Trx, graph: string): Promise<RunningRequest[]> {
  const { rows } = await sql<RunningRequest>`
    select id, number, state from request where status in ('open', 'waiting') and state is not null
      and position @> jsonb_build_object('tokens', jsonb_build_array(jsonb_build_object('graph', ${graph}::text))) order by number`.execute(
    trx,
  );
  return rows;
}

/** The graph of a published version, or null. */
export async function graphOfVersion(trx: Trx, process: string, number: number): Promise<string | null> {
  const row = await trx
    .selectFrom('definition_version')
    .select('graph')
    .where('type', '=', 'process')
    .where('key', '=', process)
    .where('number', '=', number)
    .executeTakeFirst();
  return row?.graph ?? null;
}
