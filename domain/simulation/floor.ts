import { chooseAgent, mayTake, type RoutableAgent, type RoutableTask } from '../routing/eligibility.ts';
import type { RoutingPolicy } from '../routing/policy.ts';
import type { Instant } from '../service-level/calendar.ts';
import { compareTasks, type OrderPolicy, type WaitingTask } from '../routing/order.ts';

/** A task on the floor: in the waiting line, with an agent, or resting. */
export interface FloorTask extends WaitingTask, RoutableTask {
  /** Milliseconds of work that it still takes. */
  left: number;
  /** It is kept for nobody from here on. */
  atRiskAt?: Instant | null;
  stations: Station[];
}

/** Where a task came to, and when (epoch milliseconds): from here on it is there until the next station. */
export interface Station {
  at: number;
  what: 'waiting' | 'given' | 'begun' | 'interrupted' | 'resting' | 'done' | 'withdrawn';
  agent: string | null;
  /** In line: why it lies there from now on, and what of it decides who may take it. */
  line?: { why: 'came' | 'kept' | 'released' | 'overflowed' | 'declined' | 'back' } & Pick<
    RoutableTask,
    'excluded' | 'reserved' | 'overflowed'
  >;
}

/** What time alone changes is done in the sweeper's next round. */
export const nextRound = (at: number): number => Math.ceil(at / 60_000) * 60_000;
/** Milliseconds that somebody looks at what they decline. */
const LOOKED_AT = 60_000;

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
  policy: OrderPolicy & Partial<Pick<RoutingPolicy, 'ownerWaitMinutes'>>;
  /** After how many minutes in line other teams take work of a topic; null: never. */
  overflowMinutes?: (topic: string | null) => number | null;
  /** Whether somebody who looks at a task declines it. */
  declines?: (task: Task, agent: string) => boolean;
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

  /** Into the line, or at once to whoever has room. New work is kept for its owner where that one is only away for a moment. */
  put(task: Task, at: number): void {
    const isNew = task.stations.length === 0;
    const until = isNew ? this.keptUntil(task, at) : null;
    task.reserved = until !== null;
    this.offer(task, at, until !== null ? 'kept' : isNew ? 'came' : 'back');
    if (until !== null) this.rules.plan(until, () => this.unkeep(task, until));
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

  private offer(task: Task, at: number, why: NonNullable<Station['line']>['why']): void {
    this.note(task, at, why);
    this.waiting.add(task);
    this.giveOut(task, at);
    const minutes = this.rules.overflowMinutes?.(task.topic) ?? null;
    if (!this.waiting.has(task) || task.overflowed === true || minutes === null) return;
    const round = nextRound(Math.max(at, task.stations[0]!.at + minutes * 60_000));
    this.rules.plan(round, () => this.overflow(task, round));
  }

  private note(task: Task, at: number, why: NonNullable<Station['line']>['why']): void {
    const { excluded = [], reserved = false, overflowed = false } = task;
    task.stations.push({ at, what: 'waiting', agent: null, line: { why, excluded, reserved, overflowed } });
  }

  private giveOut(task: Task, at: number): void {
    const agent = this.waiting.has(task) ? chooseAgent(this.agents, task) : null;
    if (!agent) return;
    this.waiting.delete(task);
    this.give(this.desk(agent.id), task, at);
  }

  /** Epoch milliseconds; null: it is for anybody at once. */
  private keptUntil(task: Task, at: number): number | null {
    const owner = this.agents.find(({ id }) => id === task.preferred);
    if (owner?.presence !== 'paused' || !mayTake({ ...owner, presence: 'available', load: 0 }, task).may) return null;
    const until = Math.min(at + (this.rules.policy.ownerWaitMinutes ?? 0) * 60_000, Date.parse(task.atRiskAt ?? '') || Infinity);
    return until > at ? until : null;
  }

  /** Whoever gets free may have it now; the next round gives it to somebody who has room. */
  private unkeep(task: Task, at: number): void {
    const wasKept = task.reserved === true && this.waiting.has(task);
    task.reserved = false;
    if (!wasKept) return;
    this.note(task, at, 'released');
    this.rules.plan(nextRound(at), () => this.giveOut(task, nextRound(at)));
  }

  private overflow(task: Task, at: number): void {
    if (task.overflowed === true || !this.waiting.has(task)) return;
    task.overflowed = true;
    this.offer(task, at, 'overflowed');
  }

  private decline(desk: Desk<Task>, task: Task, at: number): void {
    desk.doing = null;
    this.release(desk, task, at);
    task.excluded = [...(task.excluded ?? []), desk.agent.id];
    this.offer(task, at, 'declined');
    this.begin(desk, at);
    this.fill(desk, at);
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
    const declines = this.rules.declines?.(task, desk.agent.id) === true;
    const end = at + (declines ? LOOKED_AT : task.left);
    this.rules.plan(end, () => {
      if (desk.doing !== doing) return;
      if (declines) this.decline(desk, task, end);
      else this.finish(desk, task, end);
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
