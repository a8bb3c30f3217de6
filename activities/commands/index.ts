import type { Command } from '../../domain/process/types.ts';
import { publishedGraph } from '../../db/definitions.ts';
import { announceTask } from '../open-tasks.ts';
import type { Work } from '../work.ts';
import type { CommandRunner, FedBack } from './command.ts';
import { broadcastSignal } from './broadcast-signal.ts';
import { changeTask } from './change-task.ts';
import { createTask } from './create-task.ts';
import { finish } from './finish.ts';
import { closeIncident, openIncident } from './incidents.ts';
import { reconsidered } from './reconsidered.ts';
import { relocate } from './relocate.ts';
import { publishMessage } from './publish-message.ts';
import { runStep } from './run-step.ts';

const cancelStep: CommandRunner<'cancel-step'> = async ({ trx, request }, { activation }) => {
  await trx
    .updateTable('job')
    .set({ state: 'cancelled' })
    .where('request', '=', request.id)
    .where('activation', '=', activation)
    .where('state', '=', 'ready')
    .execute();
  return null;
};

const cancelTask: CommandRunner<'cancel-task'> = async (work, { activation }) => {
  const cancelled = await work.trx
    .updateTable('task')
    .set({ state: 'cancelled', completed_at: work.at })
    .where('request', '=', work.request.id)
    .where('activation', '=', activation)
    .where('state', 'in', ['waiting', 'assigned'])
    .returning(['id', 'assignee'])
    .executeTakeFirst();
  if (cancelled) announceTask(work, cancelled);
  return null;
};

/** A call whose process is computed is fixed now, to what is published now. */
const resolveProcess: CommandRunner<'resolve-process'> = async ({ trx }, { activation, process }) => {
  const graph = await publishedGraph(trx, process);
  return { kind: 'process-resolved', engine: { type: 'process-resolved', activation, graph } };
};

const decided: CommandRunner<'decided'> = async (work, { element, decision, trace, result }) => {
  work.timeline({ kind: 'decided', data: { decision, trace, result }, element });
  return null;
};

const runners: { [T in Command['type']]: CommandRunner<T> } = {
  'run-step': runStep,
  'cancel-step': cancelStep,
  'create-task': createTask,
  'cancel-task': cancelTask,
  'change-task': changeTask,
  reconsidered,
  'resolve-process': resolveProcess,
  'publish-message': publishMessage,
  relocate,
  'broadcast-signal': broadcastSignal,
  'open-incident': openIncident,
  'close-incident': closeIncident,
  decided,
  finished: finish,
};

export function runCommand(work: Work, command: Command): Promise<FedBack | null> {
  return (runners[command.type] as CommandRunner<Command['type']>)(work, command);
}
