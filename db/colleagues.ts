import { sql } from 'kysely';
import { standInOf } from './absences.ts';
import type { Trx } from './client.ts';
import { fitsIn, hasSkills, loadsByChannel } from './routing-order.ts';

export interface Colleague {
  id: string;
  name: string;
  /** Whether they may be handed a certain task now, and what keeps them from it. */
  state: 'free' | 'full' | 'lacks-skill' | 'away';
  /** Who has their work while they are away. */
  deputy: string | null;
}

/** To whom somebody could hand over a task, those who may have it first. */
export async function colleaguesFor(trx: Trx, { task, account }: { task: string; account: string }): Promise<Colleague[]> {
  const { rows } = await sql<Colleague>`
    with a as materialized (select person.*, ${standInOf(sql`person.id`)} as stand_in, has.* from account person cross join lateral ${loadsByChannel} has
      where person.active and person.roles && array['agent', 'lead'] and person.id <> ${account})
    select id, name, deputy, state from (select a.id, a.name, d.name as deputy, case when a.presence = 'offline' or a.stand_in is distinct from a.id then 'away' when not ${hasSkills} then 'lacks-skill'
      when not ${fitsIn} then 'full' else 'free' end as state
      from task t cross join a left join account d on d.id = a.stand_in and d.id <> a.id where t.id = ${task}) one
    order by state <> 'free', name, id`.execute(trx);
  return rows;
}
