import { sql } from 'kysely';
import type { Lacking } from '../domain/routing/lacking.ts';
import { json, type Trx } from './client.ts';

/**
 * The alarms are these and no others. @returns those that are new.
 */
export async function setRoutingAlarms(
  trx: Trx,
  alarms: { task: string; request: string; lacking: Lacking }[],
): Promise<{ task: string; request: string; lacking: Lacking }[]> {
  await trx
    .deleteFrom('routing_alarm')
    .$if(alarms.length > 0, (query) =>
      query.where(
        'task',
        'not in',
        alarms.map(({ task }) => task),
      ),
    )
    .execute();
  if (alarms.length === 0) return [];
  const { rows } = await sql<{ task: string; isNew: boolean }>`
    insert into routing_alarm (task, request, lacking) select * from jsonb_to_recordset(${json(alarms)}::jsonb) as alarm(task uuid, request uuid, lacking jsonb)
    on conflict (task) do update set lacking = excluded.lacking returning task, xmax = 0 as "isNew"`.execute(trx);
  const isNew = new Set(rows.flatMap((row) => (row.isNew ? [row.task] : [])));
  return alarms.filter(({ task }) => isNew.has(task));
}
