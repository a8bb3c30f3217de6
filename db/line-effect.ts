import { sql } from 'kysely';
import type { Trx } from './client.ts';
import { inLine, isAble, lineKeys } from './routing-order.ts';

/** The waiting line as it would be served now; of a longer one the first of it. */
export interface Line {
  /** Tasks in their order. */
  order: string[];
  /** Those that nobody who is available may take, whatever room they have. */
  nobodys: string[];
}

const mostTasks = 20_000;

export async function lineNow(trx: Trx): Promise<Line> {
  // Alike tasks are asked about once.
  const { rows } = await sql<{ id: string; able: boolean }>`
    with w as materialized (select t.*, ${lineKeys} from task t cross join routing_policy p where ${inLine}),
      alike as materialized (select distinct needs, topic, overflowed_at is not null as overflowed, declined_by from w),
      ables as (select t.* from (select needs, topic, overflowed, case when overflowed then now() end as overflowed_at, declined_by from alike) t
        where exists (select 1 from account a where a.presence = 'available' and ${isAble}))
    select w.id, exists (select 1 from ables b where b.needs = w.needs and b.topic is not distinct from w.topic and b.declined_by = w.declined_by
      and b.overflowed = (w.overflowed_at is not null)) as able
    from w order by w.s1, w.s2, w.s3, w.s4, w.s5, w.id limit ${mostTasks}`.execute(trx);
  return { order: rows.map(({ id }) => id), nobodys: rows.flatMap(({ id, able }) => (able ? [] : [id])) };
}

/** Open forms that propose an amount, with the level of whoever has them. */
export async function openProposals(
  trx: Trx,
): Promise<{ level: number; values: { remedy?: string; amount: number; goodsValue?: number } }[]> {
  const { rows } = await sql<{ level: number; values: { remedy?: string; amount: number; goodsValue?: number } }>`
    select coalesce(k.level, 1) as level, t.form_data as values from task t left join account_skill k on k.account = t.assignee and k.skill = 'competence'
    where t.state = 'assigned' and jsonb_typeof(t.form_data -> 'amount') = 'number'`.execute(trx);
  return rows;
}
