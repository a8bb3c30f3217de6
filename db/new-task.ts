import { type RawBuilder, type Selectable, sql } from 'kysely';
import { standInOf } from './absences.ts';
import { json, type Trx } from './client.ts';
import type { Database, NeededSkill } from './schema.ts';
import type { Variables } from '../domain/process/types.ts';

export interface NewTask {
  id: string;
  activation: string;
  element: string;
  graph: string;
  title: string;
  topic: string | null;
  skills: NeededSkill[];
  dueAt: Date | string | null;
  deferredUntil: string | null;
  form: string | null;
  formData: Variables;
  at: Date;
}

/**
 * A waiting task, in one statement with what the tenant's policy says of it: its points by channel, its language as a skill, who is preferred (whoever had the
 * request before, else whoever has another task of this customer; while they are away, their deputy) and how long it waits for that person, where they are only away for a moment.
 */
export async function insertTask(trx: Trx, request: Selectable<Database['request']>, task: NewTask): Promise<void> {
  await sql`
    with needed as (select ${json(task.skills)}::jsonb || ${languageSkill(request.language)} as skills),
      owner as (select ${standInOf(sql`before.id`)} as id from (select coalesce(
        (select b.assignee from task b where b.request = ${request.id} and b.assignee is not null order by b.created_at desc limit 1),
        (select o.assignee from request q join task o on o.request = q.id and o.state = 'assigned' where q.customer = ${request.customer}::uuid and q.id <> ${request.id}
          order by o.assigned_at desc limit 1)) as id) before)
    insert into task (id, request, activation, element, graph, title, topic, skills, language, customer_class, priority, points, channel, arrived_at, preferred, reserved_until, due_at,
      at_risk_at, deferred_until, form, form_data, created_at)
    select ${task.id}::uuid, ${request.id}, ${task.activation}, ${task.element}, ${task.graph}, ${task.title}, ${task.topic}, needed.skills, ${request.language}, ${request.customer_class},
      ${request.priority}::int, greatest(1, coalesce((p.channel_points ->> ${request.channel})::int, 1)), ${request.channel}, ${request.created_at}::timestamptz, owner.id,
      (select least(${task.at}::timestamptz + make_interval(mins => p.owner_wait_minutes), ${request.at_risk_at}::timestamptz)
        from account w where w.id = owner.id and w.active and w.presence in ('paused', 'after-work') and needs_of(needed.skills, false) <@ w.abilities),
      ${task.dueAt}::timestamptz, ${request.at_risk_at}::timestamptz, ${task.deferredUntil}::timestamptz, ${task.form}, ${json(task.formData)}::jsonb, ${task.at}::timestamptz
    from needed cross join owner cross join routing_policy p`.execute(trx);
}

/** The skill that a language is, where the policy says so: a list of one or none. */
export const languageSkill = (language: string): RawBuilder<unknown> =>
  sql`coalesce((select jsonb_build_array(jsonb_build_object('key', s.key, 'level', 1)) from skill s, routing_policy p
    where p.language_is_skill and s.kind = 'language' and s.key = ${language}), '[]')`;
