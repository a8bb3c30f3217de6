import { chooseAgent, mayTake, type RoutableAgent, type RoutableTask } from '../routing/eligibility.ts';
import { compareTasks, type OrderPolicy, type WaitingTask } from '../routing/order.ts';

/** A task on the floor: in the waiting line, with an agent, or resting. */
export interface FloorTask extends WaitingTask, RoutableTask {
  /** Milliseconds of work that it still takes. */
  left: number;
  stations: Station[];
}

/** Where a task came to, and when (epoch milliseconds): from here on it is there until the next station. */
export interface Station {
  at: number;
  what: 'waiting' | 'given' | 'begun' | 'interrupted' | 'resting' | 'done' | 'withdrawn';
  agent: string | null;
}

/** What an agent has: tasks in hand, and the one that is being worked on. */
interface Desk {
  agent: RoutableAgent;
  hand: FloorTask[];
  doing: { task: FloorTask; since: number } | null;
}

export interface FloorRules {
  agents: readonly RoutableAgent[];
  policy: OrderPolicy;
  /** The virtual clock: does something at an instant, never before what is planned for earlier. */
  plan: (at: number, action: () => void) => void;
  /** Told when an agent is done with a task. */
  finished: (task: FloorTask, agent: string, at: number) => void;
}

/**
 * Agents and the waiting line under a virtual clock, by the rules of domain/routing: push when there is room, the best place
 * first when somebody gets free. Agents work on one task of their hand at a time; a break interrupts it; who goes home puts
 * back what is in hand, with the work that is left.
 */
export class Floor {
  readonly waiting = new Set<FloorTask>();
  private readonly desks: Map<string, Desk>;
  private readonly agents: RoutableAgent[];
  private readonly rules: FloorRules;

  constructor(rules: FloorRules) {
    this.rules = rules;
    this.agents = rules.agents.map((agent) => ({ ...agent }));
    this.desks = new Map(this.agents.map((agent) => [agent.id, { agent, hand: [], doing: null }]));
  }

  /** Into the line, or at once to whoever has room. */
  put(task: FloorTask, at: number): void {
    task.stations.push({ at, what: 'waiting', agent: null });
    const agent = chooseAgent(this.agents, task);
    if (agent) this.give(this.desk(agent.id), task, at);
    else this.waiting.add(task);
  }

  /** Somebody comes, goes on a break, or goes home. */
  presence(id: string, presence: RoutableAgent['presence'], at: number): void {
    const desk = this.desk(id);
    desk.agent.presence = presence;
    if (presence === 'available') {
      this.begin(desk, at);
      this.fill(desk, at);
      return;
    }
    this.interrupt(desk, at);
    if (presence === 'offline') for (const task of desk.hand.splice(0)) this.putBack(desk, task, at);
  }

  /** Out of the line, or out of somebody's hands: nobody has to do it any more, or it rests until it is put again. */
  remove(task: FloorTask, what: 'resting' | 'withdrawn', at: number): void {
    const desk = [...this.desks.values()].find(({ hand }) => hand.includes(task));
    if (desk?.doing?.task === task) this.interrupt(desk, at);
    this.waiting.delete(task);
    task.stations.push({ at, what, agent: desk?.agent.id ?? null });
    if (!desk) return;
    this.release(desk, task, at);
    this.begin(desk, at);
    this.fill(desk, at);
  }

  private fill(desk: Desk, at: number): void {
    if (desk.agent.presence !== 'available') return;
    const now = new Date(at).toISOString();
    for (;;) {
      const able = [...this.waiting].filter((task) => mayTake(desk.agent, task).may);
      const next = firstOf(able, now, this.rules.policy);
      if (!next) return;
      this.waiting.delete(next);
      this.give(desk, next, at);
    }
  }

  private give(desk: Desk, task: FloorTask, at: number): void {
    desk.hand.push(task);
    desk.agent.load += task.points;
    desk.agent.idleSince = new Date(at).toISOString();
    task.stations.push({ at, what: 'given', agent: desk.agent.id });
    this.begin(desk, at);
  }

  private begin(desk: Desk, at: number): void {
    if (desk.agent.presence !== 'available' || desk.doing) return;
    const task = firstOf(desk.hand, new Date(at).toISOString(), this.rules.policy);
    if (!task) return;
    const doing = { task, since: at };
    desk.doing = doing;
    task.stations.push({ at, what: 'begun', agent: desk.agent.id });
    this.rules.plan(at + task.left, () => {
      if (desk.doing === doing) this.finish(desk, task, at + task.left);
    });
  }

  private finish(desk: Desk, task: FloorTask, at: number): void {
    desk.doing = null;
    task.left = 0;
    task.stations.push({ at, what: 'done', agent: desk.agent.id });
    this.release(desk, task, at);
    this.rules.finished(task, desk.agent.id, at);
    this.begin(desk, at);
    this.fill(desk, at);
  }

  private interrupt(desk: Desk, at: number): void {
    if (!desk.doing) return;
    const { task, since } = desk.doing;
    task.left -= at - since;
    desk.doing = null;
    task.stations.push({ at, what: 'interrupted', agent: desk.agent.id });
  }

  private putBack(desk: Desk, task: FloorTask, at: number): void {
    desk.agent.load -= task.points;
    this.put(task, at);
  }

  private release(desk: Desk, task: FloorTask, at: number): void {
    desk.hand.splice(desk.hand.indexOf(task), 1);
    desk.agent.load -= task.points;
    desk.agent.idleSince = new Date(at).toISOString();
  }

  private desk(id: string): Desk {
    const desk = this.desks.get(id);
    if (!desk) throw new Error(`There is no agent "${id}" on the floor.`);
    return desk;
  }
}

function firstOf(tasks: readonly FloorTask[], now: string, policy: OrderPolicy): FloorTask | null {
  return tasks.reduce<FloorTask | null>((best, task) => (best && compareTasks(best, task, now, policy) < 0 ? best : task), null);
}
