import { type Selectable, sql } from 'kysely';
import { json, type Trx } from './client.ts';
import { languageSkill } from './new-task.ts';
import { hasSkills } from './routing-order.ts';
import type { Database, NeededSkill } from './schema.ts';

interface Changed {
  id: string;
  assignee: string | null;
  /** Whether whoever has it can do it. */
  able: boolean;
}

/**
 * Gives an open task another topic and other skills, and everybody but `except` a chance to get it again: who declined or returned it did so to another task. Whoever has it and
 * lacks a skill sees it come up.
 * @returns null where there is none, or nothing has changed.
 */
export async function changeTask(
  trx: Trx,
  request: Pick<Selectable<Database['request']>, 'id' | 'language'>,
  { activation, topic, skills, except }: { activation: string; topic: string | null; skills: NeededSkill[]; except: string[] },
): Promise<Changed | null> {
  const { rows } = await sql<Changed>`
    with needed as (select ${json(skills)}::jsonb || ${languageSkill(request.language)} as skills),
      changed as (update task t set topic = ${topic}, skills = needed.skills, declined_by = array(select id from account where id::text = any(${except})), returned_by = null, overflowed_at = null, widened_at = null, reserved_until = null
        from needed where t.request = ${request.id} and t.activation = ${activation} and t.state in ('waiting', 'assigned')
          and (t.topic is distinct from ${topic} or t.skills <> needed.skills)
        returning t.*)
    select t.id, t.assignee, a.id is null or ${hasSkills} as able from changed t left join account a on a.id = t.assignee`.execute(trx);
  const changed = rows[0];
  if (!changed) return null;
  if (!changed.able) await trx.updateTable('task').set({ unread: true }).where('id', '=', changed.id).execute();
  return changed;
}
