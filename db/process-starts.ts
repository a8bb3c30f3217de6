import { sql } from 'kysely';
import type { ProcessStart } from '../domain/process/starts.ts';
import { json, type Db, type Trx } from './client.ts';

/** A start event of a published process that is to begin a request now. */
export interface Beginning {
  process: string;
  element: string;
  graph: string;
  title: string;
}

/** What begins requests of this process from now on. A timer that is drawn as before goes on counting. */
export async function writeStarts(trx: Trx, process: string, starts: ProcessStart[]): Promise<void> {
  const elements = starts.map(({ element }) => element);
  await trx
    .deleteFrom('process_start')
    .where('process', '=', process)
    .$if(elements.length > 0, (query) => query.where('element', 'not in', elements))
    .execute();
  if (starts.length === 0) return;
  await trx
    .insertInto('process_start')
    .values(
      starts.map(({ element, on, drawn }) => ({
        process,
        element,
        drawn,
        type: on.type,
        name: on.type === 'timer' ? null : on.name,
        timer: on.type === 'timer' ? json(on.timer) : null,
        next_at: on.type === 'timer' ? on.timer.at : null,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['tenant', 'process', 'element']).doUpdateSet((eb) => ({
        type: eb.ref('excluded.type'),
        name: eb.ref('excluded.name'),
        drawn: eb.ref('excluded.drawn'),
        timer: sql`case when process_start.drawn = excluded.drawn then process_start.timer else excluded.timer end`,
        next_at: sql`case when process_start.drawn = excluded.drawn then process_start.next_at else excluded.next_at end`,
      })),
    )
    .execute();
}

export async function startsBy(trx: Trx, { type, name }: { type: 'message' | 'signal'; name: string }): Promise<Beginning[]> {
  return beginnings(trx).where('process_start.type', '=', type).where('process_start.name', '=', name).execute();
}

/** Locked: two sweepers do not begin it twice. Null where it is not due any more. */
export async function lockDueStart(trx: Trx, { process, element, now }: { process: string; element: string; now: Date }) {
  const row = await beginnings(trx)
    .select('process_start.timer')
    .where('process_start.process', '=', process)
    .where('process_start.element', '=', element)
    .where('process_start.next_at', '<=', now)
    .forUpdate('process_start')
    .executeTakeFirst();
  return row?.timer ? { ...row, timer: row.timer } : null;
}

export async function setTimer(
  trx: Trx,
  { process, element }: Pick<Beginning, 'process' | 'element'>,
  timer: { at: string } | null,
): Promise<void> {
  await trx
    .updateTable('process_start')
    .set({ timer: timer ? json(timer) : null, next_at: timer?.at ?? null })
    .where('process', '=', process)
    .where('element', '=', element)
    .execute();
}

/** Across all tenants; at most 1,000 a call. */
export async function dueStarts(db: Db): Promise<{ tenant: string; process: string; element: string }[]> {
  return (await sql<{ tenant: string; process: string; element: string }>`select * from due_starts()`.execute(db)).rows;
}

function beginnings(trx: Trx) {
  return trx
    .selectFrom('process_start')
    .innerJoin('published_process', 'published_process.process', 'process_start.process')
    .innerJoin('graph', 'graph.hash', 'published_process.graph')
    .select(['process_start.process', 'process_start.element', 'published_process.graph'])
    .select(sql<string>`graph.content ->> 'name'`.as('title'));
}
