import { json } from '../../db/client.ts';
import { assignTask } from '../../db/routing.ts';
import type { NeededSkill } from '../../db/schema.ts';
import type { Json } from '../../domain/process/types.ts';
import type { CommandRunner } from './command.ts';

/** The task waits for its topic and skills; where an able agent has room it is pushed at once. */
export const createTask: CommandRunner<'create-task'> = async (work, command) => {
  const { trx, request } = work;
  const dueAt = command.dueAt ?? (request.clocks ? request.clocks.told.dueAt : request.first_response_due_at);
  const task = await trx
    .insertInto('task')
    .values((eb) => ({
      request: request.id,
      activation: command.activation,
      element: command.element,
      graph: command.graph,
      title: command.name,
      topic: command.groups[0] ?? request.topic,
      skills: json(skillsOf(command.input.skills)),
      language: request.language,
      customer_class: request.customer_class,
      priority: request.priority,
      // Who had the request before.
      preferred: eb
        .selectFrom('task')
        .select('assignee')
        .where('request', '=', request.id)
        .where('assignee', 'is not', null)
        .orderBy('created_at', 'desc')
        .limit(1),
      due_at: dueAt,
      at_risk_at: request.at_risk_at,
      deferred_until: command.followUpAt,
      form: command.form,
      // What the process knows already stands in the form when the agent opens it.
      form_data: json(command.form ? command.input : {}),
      created_at: work.at,
    }))
    .returning('id')
    .executeTakeFirstOrThrow();
  work.timeline({ kind: 'task-created', data: { task: task.id }, element: command.element, graph: command.graph });
  const assignee = await assignTask(trx, task.id);
  if (assignee) work.timeline({ kind: 'assigned', data: { task: task.id, account: assignee, by: 'push' } });
  work.announce({ entity: 'task', id: task.id, request: request.id, ...(assignee ? { account: assignee } : {}) });
  return null;
};

/** A task's local variable `skills`: a list of keys or of { key, level }. */
function skillsOf(value: Json | undefined): NeededSkill[] {
  const list = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
  return list.flatMap((skill): NeededSkill[] => {
    if (typeof skill === 'string' && skill !== '') return [{ key: skill, level: 1 }];
    if (skill === null || typeof skill !== 'object' || Array.isArray(skill) || typeof skill.key !== 'string') return [];
    return [{ key: skill.key, level: typeof skill.level === 'number' ? skill.level : 1 }];
  });
}
