import { sql } from 'kysely';
import type { Variables } from '../domain/process/types.ts';
import type { Trx } from './client.ts';

/** What a lead does to the work of others, and anybody to several tasks at once; an entry of the audit each, so that it can be taken back. */
export const interventionActions = ['reassigned', 'raised', 'presence-set', 'put-off'] as const;
export type InterventionAction = (typeof interventionActions)[number];

/** A task's columns that an intervention changes. */
export interface TaskPlace {
  state: 'waiting' | 'assigned';
  assignee: string | null;
  assigned_at: string | null;
  preferred: string | null;
  deferred_until: string | null;
  defer_reason: string | null;
  until_reply: boolean;
  resubmitted_at: string | null;
  priority: number;
  raised_at: string | null;
}
export interface MovedTask {
  task: string;
  request: string;
  before: TaskPlace;
  after: TaskPlace;
}

/** Open tasks, locked in one order, so that two leads never wait for each other. Those that are done are left out. */
export async function lockTasks(trx: Trx, ids: string[]): Promise<{ id: string; request: string; assignee: string | null }[]> {
  return trx
    .selectFrom('task')
    .select(['id', 'request', 'assignee'])
    .where('id', 'in', ids)
    .where('state', 'in', ['waiting', 'assigned'])
    .orderBy('id')
    .forUpdate()
    .execute();
}

/** What someone has in hand, what is put off included. */
export async function tasksInHand(trx: Trx, account: string): Promise<string[]> {
  const rows = await trx.selectFrom('task').select('id').where('assignee', '=', account).where('state', '=', 'assigned').execute();
  return rows.map(({ id }) => id);
}

/** As text with microseconds, so that what is put back is what was. */
export async function placesOf(trx: Trx, ids: string[]): Promise<Map<string, TaskPlace>> {
  const { rows } = await sql<{ id: string; place: TaskPlace }>`
    select id, json_build_object('state', state, 'assignee', assignee, 'assigned_at', assigned_at, 'preferred', preferred, 'deferred_until', deferred_until,
      'defer_reason', defer_reason, 'until_reply', until_reply, 'resubmitted_at', resubmitted_at, 'priority', priority, 'raised_at', raised_at) as place from task where id = any(${ids}::uuid[])`.execute(
    trx,
  );
  return new Map(rows.map(({ id, place }) => [id, place]));
}

/** @returns false where it is no longer as the intervention left it: then nothing changes. */
export async function putPlaceBack(trx: Trx, { task, before, after }: MovedTask, action: InterventionAction): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('task')
    .set(before)
    .where('id', '=', task)
    .where('state', '=', after.state)
    .where(sql<boolean>`assignee is not distinct from ${after.assignee}::uuid`)
    .where('priority', '=', after.priority)
    .where(sql<boolean>`raised_at is not distinct from ${after.raised_at}::timestamptz`)
    .$if(action === 'put-off', (query) =>
      query.where(sql<boolean>`deferred_until is not distinct from ${after.deferred_until}::timestamptz`),
    )
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** An unsent reply or note goes with the task, its files too; where the new owner has one already, both stay. @returns how many drafts went. */
export async function moveDrafts(trx: Trx, { request, from, to }: { request: string; from: string; to: string }): Promise<number> {
  const { rows } = await sql<{ type: string }>`
    update draft d set account = ${to} where d.request = ${request} and d.account = ${from}
      and not exists (select 1 from draft other where other.request = d.request and other.account = ${to} and other.type = d.type) returning d.type`.execute(
    trx,
  );
  if (rows.some(({ type }) => type === 'reply'))
    await trx
      .updateTable('attachment')
      .set({ draft_account: to })
      .where('draft_request', '=', request)
      .where('draft_account', '=', from)
      .where('message', 'is', null)
      .execute();
  return rows.length;
}

export interface Intervention {
  id: string;
  action: InterventionAction;
  at: Date;
  by: { id: string; name: string } | null;
  /** Whose presence was set. */
  agent: { id: string; name: string } | null;
  /** Whose presence or what priority; what it was before. */
  now: string | null;
  before: string | null;
  /** How many tasks, the first of them, who had them and who was to have them. */
  tasks: number;
  requests: { id: string; number: string }[];
  had: string[];
  got: string[];
  undone: boolean;
}

/** The latest interventions, newest first. */
export async function interventions(trx: Trx, limit: number): Promise<Intervention[]> {
  const { rows } = await sql<Intervention>`
    with entry as (select u.* from audit u where u.action = any(${[...interventionActions]}) order by u.id desc limit ${limit})
    select u.id, u.action, u.at, case when a.id is null then null else json_build_object('id', a.id, 'name', a.name) end as by,
      case when g.id is null then null else json_build_object('id', g.id, 'name', g.name) end as agent,
      coalesce(u.data -> 'after' ->> 'presence', u.data ->> 'priority') as now, u.data -> 'before' ->> 'presence' as before,
      moved.tasks, moved.requests, moved.had, moved.got, exists (select 1 from audit n where n.undoes = u.id) as undone
    from entry u left join account a on a.id = u.account left join account g on u.entity = 'account' and g.id::text = u.entity_id
      cross join lateral (
        select count(*)::int as tasks, coalesce(json_agg(json_build_object('id', r.id, 'number', r.number)) filter (where m.place <= 3), '[]') as requests,
          coalesce(array_agg(distinct h.name) filter (where h.id is not null), '{}') as had, coalesce(array_agg(distinct n.name) filter (where n.id is not null), '{}') as got
        from jsonb_array_elements(u.data -> 'tasks') with ordinality m(task, place) join request r on r.id = (m.task ->> 'request')::uuid
          left join account h on h.id = (m.task -> 'before' ->> 'assignee')::uuid left join account n on n.id = (m.task -> 'after' ->> 'assignee')::uuid) moved
    order by u.id desc`.execute(trx);
  return rows;
}

/** @returns null where there is none, or where it is no intervention. */
export async function interventionById(
  trx: Trx,
  id: string,
): Promise<{ action: InterventionAction; by: string | null; account: string | null; data: Variables } | null> {
  const row = await trx
    .selectFrom('audit')
    .select(['action', 'account as by', 'entity_id as account', 'data'])
    .where('id', '=', id)
    .where('action', 'in', [...interventionActions])
    .executeTakeFirst();
  return row ? { ...row, action: row.action as InterventionAction } : null;
}
