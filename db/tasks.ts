import { sql } from 'kysely';
import type { Json, Variables } from '../domain/process/types.ts';
import { json, type Trx } from './client.ts';
import type { NeededSkill, TaskState } from './schema.ts';

export interface TaskRow {
  id: string;
  request: string;
  title: string;
  element: string;
  state: TaskState;
  owner: { id: string; name: string } | null;
  topic: string | null;
  skills: NeededSkill[];
  deadline: Date | null;
  deferredUntil: Date | null;
  deferReason: string | null;
  /** Put off until the customer answers; `deferredUntil` is the latest date. */
  untilReply: boolean;
  resubmittedAt: Date | null;
  points: number;
  outcome: string | null;
  form: { id: string; schema: Json; data: Variables; version: number } | null;
}

export async function taskById(trx: Trx, id: string): Promise<TaskRow | null> {
  return (await select(trx, sql`t.id = ${id}`))[0] ?? null;
}

/** Open ones first, then the newest. */
export function tasksOf(trx: Trx, request: string): Promise<TaskRow[]> {
  return select(trx, sql`t.request = ${request}`);
}

/** The form's source is the one that this graph was published with: graphs name forms by the hash of their content. */
async function select(trx: Trx, where: ReturnType<typeof sql>): Promise<TaskRow[]> {
  const { rows } = await sql<Omit<TaskRow, 'form'> & { form: string | null; schema: string | null; data: Variables; version: number }>`
    select t.id, t.request, t.title, t.element, t.state, t.topic, t.skills, t.due_at as deadline, t.deferred_until as "deferredUntil", t.defer_reason as "deferReason", t.until_reply as "untilReply", t.resubmitted_at as "resubmittedAt",
      t.points, t.outcome, t.form, t.form_data as data, t.form_version as version,
      case when o.id is null then null else json_build_object('id', o.id, 'name', o.name) end as owner,
      case when t.form is null then null else coalesce(
        (select v.source from definition_version v where v.type = 'form' and v.key = t.form
           and v.hash = (select g.content -> 'forms' ->> t.form from graph g where g.hash = t.graph) order by v.number desc limit 1),
        (select v.source from definition_version v where v.type = 'form' and v.key = t.form order by v.number desc limit 1)) end as schema
    from task t left join account o on o.id = t.assignee where ${where}
    order by t.state in ('waiting', 'assigned') desc, t.created_at desc limit 100`.execute(trx);
  return rows.map(({ form, schema, data, version, ...task }) => ({
    ...task,
    form: form !== null && schema !== null ? { id: form, schema: JSON.parse(schema) as Json, data, version } : null,
  }));
}

/** Locks it, so that what is decided of its owner holds until the commit. */
export function lockTask(trx: Trx, id: string) {
  return trx
    .selectFrom('task')
    .select(['id', 'request', 'state', 'assignee', 'form_version', 'form_data', 'element', 'graph'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function addDecliner(trx: Trx, id: string, account: string): Promise<void> {
  await trx
    .updateTable('task')
    .set({ declined_by: sql<string[]>`array_append(array_remove(declined_by, ${account}::uuid), ${account}::uuid)` })
    .where('id', '=', id)
    .execute();
}

/** @returns false where nothing changed: news already seen, or another's task. */
export async function markRead(trx: Trx, id: string, account: string): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('task')
    .set({ unread: false })
    .where('id', '=', id)
    .where('assignee', '=', account)
    .where('unread', '=', true)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** @returns the new version; null where someone saved a newer one. */
export async function saveForm(
  trx: Trx,
  { task, data, version }: { task: string; data: Variables; version: number },
): Promise<number | null> {
  const saved = await trx
    .updateTable('task')
    .set((eb) => ({ form_data: json(data), form_version: eb('form_version', '+', 1) }))
    .where('id', '=', task)
    .where('form_version', '=', version)
    .returning('form_version')
    .executeTakeFirst();
  return saved?.form_version ?? null;
}
