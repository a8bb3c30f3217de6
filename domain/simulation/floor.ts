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

/** How it is with an agent from an instant on (epoch milliseconds). */
export interface Course {
  at: number;
  presence: RoutableAgent['presence'];
  load: number;
  /** Tasks that he is given at this instant. */
  more: number;
}

/** What an agent has: tasks in hand, and the one that is being worked on. */
interface Desk<Task> {
  agent: RoutableAgent;
  hand: Task[];
  doing: { task: Task; since: number } | null;
}

export interface FloorRules<Task extends FloorTask> {
  agents: readonly RoutableAgent[];
  policy: OrderPolicy;
  /** The virtual clock: does something at an instant, never before what is planned for earlier. */
  plan: (at: number, action: () => void) => void;
  /** Told when an agent is done with a task. */
  finished: (task: Task, agent: string, at: number) => void;
}

/**
 * Agents and the waiting line under a virtual clock, by the rules of domain/routing: push when there is room, the best place
 * first when somebody gets free. Agents work on one task of their hand at a time; a break interrupts it; who goes home puts
 * back what is in hand, with the work that is left.
 */
export class Floor<Task extends FloorTask = FloorTask> {
  readonly waiting = new Set<Task>();
  /** By agent: every change of who is there and what is in hand, in order of time. */
  readonly courses: Map<string, Course[]>;
  private readonly desks: Map<string, Desk<Task>>;
  private readonly agents: RoutableAgent[];
  private readonly rules: FloorRules<Task>;

  constructor(rules: FloorRules<Task>) {
    this.rules = rules;
    this.agents = rules.agents.map((agent) => ({ ...agent }));
    this.courses = new Map(this.agents.map(({ id }) => [id, []]));
    this.desks = new Map(this.agents.map((agent) => [agent.id, { agent, hand: [], doing: null }]));
  }

  /** Into the line, or at once to whoever has room. */
  put(task: Task, at: number): void {
    task.stations.push({ at, what: 'waiting', agent: null });
    const agent = chooseAgent(this.agents, task);
    if (agent) this.give(this.desk(agent.id), task, at);
    else this.waiting.add(task);
  }

  /** Somebody comes, goes on a break, or goes home. */
  presence(id: string, presence: RoutableAgent['presence'], at: number): void {
    const desk = this.desk(id);
    desk.agent.presence = presence;
    this.chart(desk, at);
    if (presence === 'available') {
      this.begin(desk, at);
      this.fill(desk, at);
      return;
    }
    this.interrupt(desk, at);
    if (presence === 'offline') for (const task of desk.hand.splice(0)) this.putBack(desk, task, at);
  }

  /** Out of the line, or out of somebody's hands: nobody has to do it any more. */
  withdraw(task: Task, at: number): void {
    const desk = [...this.desks.values()].find(({ hand }) => hand.includes(task));
    if (desk?.doing?.task === task) this.interrupt(desk, at);
    this.waiting.delete(task);
    task.left = 0;
    task.stations.push({ at, what: 'withdrawn', agent: desk?.agent.id ?? null });
    if (!desk) return;
    this.release(desk, task, at);
    this.begin(desk, at);
    this.fill(desk, at);
  }

  /** How many are available now. */
  present(): number {
    return this.agents.filter(({ presence }) => presence === 'available').length;
  }

  private fill(desk: Desk<Task>, at: number): void {
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

  private give(desk: Desk<Task>, task: Task, at: number): void {
    desk.hand.push(task);
    desk.agent.load += task.points;
    desk.agent.idleSince = new Date(at).toISOString();
    task.stations.push({ at, what: 'given', agent: desk.agent.id });
    this.chart(desk, at, 1);
    this.begin(desk, at);
  }

  private begin(desk: Desk<Task>, at: number): void {
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

  private finish(desk: Desk<Task>, task: Task, at: number): void {
    desk.doing = null;
    task.left = 0;
    task.stations.push({ at, what: 'done', agent: desk.agent.id });
    this.release(desk, task, at);
    this.rules.finished(task, desk.agent.id, at);
    this.begin(desk, at);
    this.fill(desk, at);
  }

  private interrupt(desk: Desk<Task>, at: number): void {
    if (!desk.doing) return;
    const { task, since } = desk.doing;
    task.left -= at - since;
    desk.doing = null;
    task.stations.push({ at, what: 'interrupted', agent: desk.agent.id });
  }

  private putBack(desk: Desk<Task>, task: Task, at: number): void {
    desk.agent.load -= task.points;
    this.chart(desk, at);
    this.put(task, at);
  }

  private release(desk: Desk<Task>, task: Task, at: number): void {
    desk.hand.splice(desk.hand.indexOf(task), 1);
    desk.agent.load -= task.points;
    desk.agent.idleSince = new Date(at).toISOString();
    this.chart(desk, at);
  }

  private chart({ agent: { id, presence, load } }: Desk<Task>, at: number, more = 0): void {
    this.courses.get(id)!.push({ at, presence, load, more });
  }

  private desk(id: string): Desk<Task> {
    const desk = this.desks.get(id);
    if (!desk) throw new Error(`There is no agent "${id}" on the floor.`);
    return desk;
  }
}

function firstOf<Task extends FloorTask>(tasks: readonly Task[], now: string, policy: OrderPolicy): Task | null {
  return tasks.reduce<Task | null>((best, task) => (best && compareTasks(best, task, now, policy) < 0 ? best : task), null);
}
