import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chooseAgent, type RoutableAgent, type RoutableTask } from '../../domain/routing/eligibility.ts';
import { compareTasks, DEFAULT_POLICY, type OrderPolicy, type WaitingTask } from '../../domain/routing/order.ts';
import type { Case } from './adapter/case.ts';

interface WrittenAgent {
  id: string;
  skills: Record<string, number>;
  langs: string[];
  capacity: number;
  load: number;
  present: boolean;
  idleSince: string;
}
interface WrittenTask {
  id: string;
  class: string;
  skills: Record<string, number>;
  lang: string | null;
  points: number;
  arrival: string;
  deadline: string | null;
  excluded?: string[];
}
type Change =
  | { type: 'arrive'; task: WrittenTask }
  | { type: 'complete' | 'reject'; task: string }
  | { type: 'presence'; agent: string; present: boolean };
interface Round {
  at: string;
  changes?: Change[];
  assign: [task: string, agent: string][];
  left: string[];
}
interface RoutingCase {
  id: string;
  classes: string[];
  agents: WrittenAgent[];
  tasks: WrittenTask[];
  rounds: Round[];
}

type Task = WaitingTask & RoutableTask;

/** Who gets what, in which order, and what stays: round after round, with work that ends, comes back and people who come and go. */
export function casesOf(folder: string): Case[] {
  const cases = JSON.parse(readFileSync(join(folder, 'routing.json'), 'utf8')) as RoutingCase[];
  return cases.map((one) => ({
    name: one.id,
    differs: () => {
      const floor = openFloor(one);
      for (const [n, round] of one.rounds.entries()) {
        const got = JSON.stringify(floor.play(round));
        const expected = JSON.stringify({ assign: round.assign, left: round.left });
        if (got !== expected) return `round ${n + 1}: expected ${expected}, got ${got}`;
      }
      return null;
    },
  }));
}

function openFloor({ agents: writtenAgents, tasks: writtenTasks, classes }: RoutingCase) {
  const policy: OrderPolicy = { ...DEFAULT_POLICY, classes };
  const agents = new Map(writtenAgents.map((agent) => [agent.id, agentOf(agent)]));
  const tasks = new Map(writtenTasks.map((task) => [task.id, taskOf(task)]));
  const owners = new Map<string, RoutableAgent>();
  const queue = new Set(tasks.keys());

  function change(made: Change, at: string): void {
    if (made.type === 'presence') {
      agents.get(made.agent)!.presence = made.present ? 'available' : 'offline';
      return;
    }
    if (made.type === 'arrive') {
      tasks.set(made.task.id, taskOf(made.task));
      queue.add(made.task.id);
      return;
    }
    const [task, owner] = [tasks.get(made.task)!, owners.get(made.task)!];
    owner.load -= task.points;
    owner.idleSince = at;
    if (made.type !== 'reject') return;
    task.excluded = [...(task.excluded ?? []), owner.id];
    queue.add(task.id);
  }

  return {
    play({ at, changes = [] }: Round): Pick<Round, 'assign' | 'left'> {
      for (const one of changes) change(one, at);
      const line = [...queue].map((id) => tasks.get(id)!).toSorted((a, b) => compareTasks(a, b, at, policy));
      const assign: Round['assign'] = [];
      for (const task of line) {
        const agent = chooseAgent([...agents.values()], task);
        if (!agent) continue;
        agent.load += task.points;
        agent.idleSince = at;
        owners.set(task.id, agent);
        queue.delete(task.id);
        assign.push([task.id, agent.id]);
      }
      return { assign, left: line.flatMap(({ id }) => (queue.has(id) ? [id] : [])) };
    },
  };
}

const agentOf = ({ langs, present, ...agent }: WrittenAgent): RoutableAgent => ({
  ...agent,
  topics: null,
  languages: langs,
  presence: present ? 'available' : 'offline',
});

const taskOf = ({ class: customerClass, skills, lang, ...task }: WrittenTask): Task => ({
  ...task,
  deadline: task.deadline ?? null,
  customerClass,
  skills: Object.entries(skills).map(([key, level]) => ({ key, level })),
  topic: null,
  language: lang,
});
