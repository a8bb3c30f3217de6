import { sql } from 'kysely';
import type { Trx } from './client.ts';

/** Open requests that nothing will move: they wait for no person, no job, no expert and no time. */
export const idleRequests = sql`(select r.* from request r
  where r.status in ('open', 'waiting') and r.revision > 0 and r.next_timer_at is null and r.held_until is null
    and not exists (select 1 from task t where t.request = r.id and t.state in ('waiting', 'assigned'))
    and not exists (select 1 from job j where j.request = r.id and j.state in ('ready', 'claimed'))
    and not exists (select 1 from incident i where i.request = r.id and i.closed_at is null)
    and not exists (select 1 from consultation x where x.request = r.id and x.state in ('open', 'overdue')))`;

/**
 * Why it stands: the process waits for a task or a step's job that is not there any more, for something from outside without an end, or for nothing at all.
 */
export type IdleCause = 'task-gone' | 'step-gone' | 'no-date' | 'nothing';

const first = (list: string) => sql`${sql.ref('r.position')} -> ${sql.lit(list)} -> 0`;

/** Of a request `r`. */
export const idleCause = sql<IdleCause>`(case when ${first('tasks')} is not null then 'task-gone' when coalesce(${first('steps')}, ${first('incidents')}) is not null then 'step-gone'
  when ${first('tokens')} is not null then 'no-date' else 'nothing' end)`;

/** Where it stands: at what is gone, else at the token that waits for a message or a signal, not at a scope or a call around it. */
const standing = sql`(select token from jsonb_array_elements(r.position -> 'tokens') with ordinality p(token, place)
  order by token ->> 'activation' = coalesce(${first('tasks')}, ${first('steps')}, ${first('incidents')}) ->> 'activation' desc nulls last, exists (select 1
    from jsonb_array_elements(coalesce(r.position -> 'messages', '[]') || coalesce(r.position -> 'signals', '[]')) w where w ->> 'activation' = token ->> 'activation') desc, place desc limit 1)`;

export interface Idle {
  cause: IdleCause;
  at: { activation: string; element: string; graph: string } | null;
  /** Its latest task in that graph: the element to which a token may go back. */
  lastTask: string | null;
}

/** @returns null where something will move it. */
export async function whyIdle(trx: Trx, request: string): Promise<Idle | null> {
  const { rows } = await sql<Idle>`
    select ${idleCause} as cause, s.at, (select t.element from task t where t.request = r.id and t.graph = s.at ->> 'graph' order by t.created_at desc limit 1) as "lastTask"
    from ${idleRequests} r cross join lateral (select ${standing} as at) s where r.id = ${request}`.execute(trx);
  return rows[0] ?? null;
}

/** Requests whose task is gone for a minute, with nothing on its way to them: the process can give it anew without any effect outside. */
export async function withoutTheirTask(trx: Trx): Promise<{ request: string; activation: string; element: string }[]> {
  const { rows } = await sql<{ request: string; activation: string; element: string }>`
    select r.id as request, ${first('tasks')} ->> 'activation' as activation, ${first('tasks')} ->> 'element' as element from ${idleRequests} r
    where ${idleCause} = 'task-gone' and r.updated_at < now() - interval '1 minute'
      and not exists (select 1 from request_event e where e.request = r.id and e.revision is null) order by r.id limit 100`.execute(trx);
  return rows;
}
