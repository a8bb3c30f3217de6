import { changeTask as write } from '../../db/changed-task.ts';
import { assignTask } from '../../db/routing.ts';
import { tellAssigned } from '../../db/task-news.ts';
import { accountsOf, skillsOf } from './create-task.ts';
import type { CommandRunner } from './command.ts';

/**
 * Another topic and other skills: who waits for somebody is offered anew, to everybody. Who has it keeps it; whoever lacks a skill for it now sees it come up and may
 * hand it over.
 */
export const changeTask: CommandRunner<'change-task'> = async (work, { activation, groups, input }) => {
  const { trx, request } = work;
  const topic = groups[0] ?? request.topic;
  const changed = await write(trx, request, { activation, topic, skills: skillsOf(input.skills), except: accountsOf(input.except) });
  if (!changed) return null;
  const { id: task, assignee, able } = changed;
  work.timeline({ kind: 'task-changed', data: { task, topic, ...(able ? {} : { account: assignee, lacking: true }) } });
  work.announce({ entity: 'task', id: task, request: request.id, ...(assignee ? { account: assignee } : {}) });
  if (!assignee) await tellAssigned(trx, await assignTask(trx, task), 'push');
  return null;
};
