import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import type { Trx } from '../../db/client.ts';
import { insertTask } from '../../db/new-task.ts';
import { assignTask } from '../../db/routing.ts';
import type { NeededSkill } from '../../db/schema.ts';
import { tellAssigned } from '../../db/task-news.ts';
import type { Json, Variables } from '../../domain/process/types.ts';
import type { CommandRunner } from './command.ts';

/** The task waits for its topic and skills; where an able agent has room it is pushed at once. */
export const createTask: CommandRunner<'create-task'> = async (work, command) => {
  const { trx, request } = work;
  const id = uuidv7();
  const task = {
    id,
    activation: command.activation,
    element: command.element,
    graph: command.graph,
    title: command.name,
    topic: command.groups[0] ?? request.topic,
    skills: skillsOf(command.input.skills),
    dueAt: command.dueAt ?? (request.clocks ? request.clocks.told.dueAt : request.first_response_due_at),
    deferredUntil: command.followUpAt,
    form: command.form,
    // What the process knows already stands in the form when the agent opens it.
    formData: command.form ? command.input : {},
    at: work.at,
  };
  // In one packet, in this order.
  const [, , [given, ...along]] = await Promise.all([insertTask(trx, request, task), steer(trx, id, command.input), assignTask(trx, id)]);
  work.timeline({ kind: 'task-created', data: { task: id }, element: command.element, graph: command.graph });
  const assignee = given?.account;
  if (assignee) work.timeline({ kind: 'assigned', data: { task: id, account: assignee, by: 'push' } });
  work.announce({ entity: 'task', id, request: request.id, ...(assignee ? { account: assignee } : {}) });
  await tellAssigned(trx, along, 'push');
  return null;
};

/** A task's local variables `preferred`, who gets it before others, and `except`, whom it is not offered to: accounts. */
async function steer(trx: Trx, task: string, { preferred, except }: Variables): Promise<void> {
  const others = accountsOf(except);
  if (typeof preferred !== 'string' && others.length === 0) return;
  await sql`update task set preferred = coalesce((select id from account where id::text = ${typeof preferred === 'string' ? preferred : null}), preferred),
    declined_by = array(select id from account where id::text = any(${others})) where id = ${task}`.execute(trx);
}

export const accountsOf = (value: Json | undefined): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];

/** A task's local variable `skills`: a list of keys or of { key, level }. */
export function skillsOf(value: Json | undefined): NeededSkill[] {
  const list = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
  return list.flatMap((skill): NeededSkill[] => {
    if (typeof skill === 'string' && skill !== '') return [{ key: skill, level: 1 }];
    if (skill === null || typeof skill !== 'object' || Array.isArray(skill) || typeof skill.key !== 'string') return [];
    return [{ key: skill.key, level: typeof skill.level === 'number' ? skill.level : 1 }];
  });
}
