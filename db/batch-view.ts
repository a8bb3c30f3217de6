import { sql } from 'kysely';
import type { Variables } from '../domain/process/types.ts';
import { elementName, graphNames } from './graph-names.ts';
import type { Trx } from './client.ts';
import type { BatchItemState, BatchKind, BatchState } from './schema.ts';

interface BatchRow {
  id: string;
  kind: BatchKind;
  state: BatchState;
  reason: string;
  subject: Variables;
  by: { id: string; name: string };
  createdAt: Date;
  finishedAt: Date | null;
  counts: Record<string, number>;
}

/** The latest 50, or one; `process`: those that move requests of it. */
export async function batches(
  trx: Trx,
  { id = null, process = null }: { id?: string | null; process?: string | null },
): Promise<BatchRow[]> {
  const { rows } = await sql<BatchRow>`
    select b.id, b.kind, b.state, b.reason, b.payload - 'elements' - 'from' - 'to' as subject, json_build_object('id', a.id, 'name', a.name) as by,
      b.created_at as "createdAt", b.finished_at as "finishedAt",
      (select coalesce(json_object_agg(c.state, c.items), '{}') from (select i.state, count(*)::int as items from batch_item i where i.batch = b.id group by i.state) c) as counts
    from batch b join account a on a.id = b.created_by
    where (${id}::uuid is null or b.id = ${id}) and (${process}::text is null or b.payload ->> 'process' = ${process})
    order by b.created_at desc limit 50`.execute(trx);
  return rows;
}

interface Answer {
  code?: string;
  undone?: boolean;
  obstacles?: { element: string; code: string }[];
}

/** In order of ids; `after` is the last one seen. One more than `limit` where there are more. */
export async function batchItems(trx: Trx, asked: { batch: string; state: BatchItemState | null; after: string | null; limit: number }) {
  const rows = await trx
    .selectFrom('batch_item')
    .innerJoin('request', 'request.id', 'batch_item.request')
    .innerJoin('batch', 'batch.id', 'batch_item.batch')
    .select(['batch_item.id', 'batch_item.request', 'request.number', 'batch_item.state', 'batch_item.event', 'batch_item.settled_at'])
    .select(['batch_item.answer', 'batch.payload'])
    .where('batch_item.batch', '=', asked.batch)
    .$if(asked.state !== null, (query) => query.where('batch_item.state', '=', asked.state as BatchItemState))
    .$if(asked.after !== null, (query) => query.where('batch_item.id', '>', asked.after as string))
    .orderBy('batch_item.id')
    .limit(asked.limit + 1)
    .execute();
  const from = typeof rows[0]?.payload.from === 'string' ? rows[0].payload.from : null;
  const names = await graphNames(trx, [from]);
  return rows.map(({ answer, payload: _payload, settled_at: settledAt, ...row }) => {
    const { code = null, undone = false, obstacles = [] } = (answer ?? {}) as Answer;
    return {
      ...row,
      settledAt,
      code,
      undone,
      obstacles: obstacles.map((one) => ({ ...one, name: elementName(names, from, one.element) })),
    };
  });
}
