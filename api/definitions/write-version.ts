import { createHash } from 'node:crypto';
import { announce } from '../../db/changes.ts';
import { json, type Trx } from '../../db/client.ts';
import { writeStarts } from '../../db/process-starts.ts';
import { startsOf } from '../../domain/process/starts.ts';
import type { Graph } from '../../domain/process/types.ts';
import type { Published, Source } from './definition-set.ts';

export interface PublishedVersion {
  type: Source['type'];
  key: string;
  number: number;
  /** Of a process. */
  graph: string | null;
}

/** Account id and what it says about the change; null where the installation publishes. */
export interface Publisher {
  by: string | null;
  comment: string | null;
}

/**
 * Writes the next version and, for a process, which graph new calls get from now on.
 * @returns null where source and graph are what the last version has: equal content makes no new version.
 */
export async function writeVersion(
  trx: Trx,
  { source, last, graph, by, comment }: { source: Source; last: Published | undefined; graph: Graph | null } & Publisher,
): Promise<PublishedVersion | null> {
  const { type, key } = source;
  const hash = createHash('sha256').update(source.source).digest('hex');
  if (last && last.hash === hash && last.graph === (graph?.hash ?? null)) return null;
  const number = (last?.number ?? 0) + 1;
  if (graph) await writeGraph(trx, graph);
  await trx
    .insertInto('definition_version')
    .values({ type, key, number, hash, source: source.source, graph: graph?.hash ?? null, comment, published_by: by })
    .execute();
  await trx.updateTable('definition').set({ published_hash: hash }).where('type', '=', type).where('key', '=', key).execute();
  await trx
    .insertInto('audit')
    .values({ account: by, action: 'definition-published', entity: 'definition', entity_id: `${type}/${key}`, data: json({ number }) })
    .execute();
  await announce(trx, [{ entity: 'definition' }]);
  return { type, key, number, graph: graph?.hash ?? null };
}

async function writeGraph(trx: Trx, graph: Graph): Promise<void> {
  const { hash, process } = graph;
  await trx
    .insertInto('graph')
    .values({ hash, process, content: json(graph) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await trx
    .insertInto('published_process')
    .values({ process, graph: hash })
    .onConflict((conflict) => conflict.columns(['tenant', 'process']).doUpdateSet({ graph: hash, published_at: new Date() }))
    .execute();
  await writeStarts(trx, process, startsOf(graph, new Date().toISOString()));
}
