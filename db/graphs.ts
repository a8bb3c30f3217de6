import type { Graph } from '../domain/process/types.ts';
import type { Trx } from './client.ts';

/** @throws Error where the tenant has no such graph: a request's graph is never deleted. */
export async function loadGraph(trx: Trx, hash: string): Promise<Graph> {
  const row = await trx.selectFrom('graph').select('content').where('hash', '=', hash).executeTakeFirst();
  if (!row) throw new Error(`Graph ${hash} is missing. Restore it from a backup: running requests need it.`);
  return row.content as Graph;
}
