import type { Executable } from '../../process/executable.ts';
import { type Said, SimulatedRequest } from '../../process/simulate/request.ts';
import { Schedule } from '../../process/simulate/schedule.ts';
import type { Command, GraphHash, Position } from '../../process/types.ts';
import type { CompetenceLimit } from '../../request/competence.ts';
import { noticeDue, statusOf } from '../../request/status.ts';
import type { RoutableAgent } from '../../routing/eligibility.ts';
import type { Calendar, Instant } from '../../service-level/calendar.ts';
import { CLOCKS } from '../../service-level/clocks.ts';
import { type Effect, noEffect, withRequest } from '../../service-level/effect.ts';
import { levelOf } from '../../service-level/request-clocks.ts';
import { Floor, type FloorRules } from '../floor.ts';
import { presenceOf, type Rostered } from '../roster.ts';
import { type At, followClocks, move, noteBreaches } from './clocks.ts';
import type { Grant } from './grants.ts';
import { TopicLoads } from './loads.ts';
import { newRequest, newTask, type Served, type ServedTask } from './served.ts';
import { type StepWorld, STEPS } from './steps.ts';
import { alarmOf, hear, settle } from './told.ts';

export interface WorldRules {
  executables: (hash: GraphHash) => Executable;
  /** The graph of a published process; null where there is none. */
  published: (process: string) => GraphHash | null;
  calendars: Readonly<Record<string, Calendar>>;
  roster: readonly Rostered[];
  /** What each level may grant alone. */
  limits: CompetenceLimit[];
  policy: FloorRules<ServedTask>['policy'];
  overflowMinutes: NonNullable<FloorRules<ServedTask>['overflowMinutes']>;
  /** The people around the requests. */
  people: (world: World) => People;
}

/** What people do when something happens; all that they do goes back through the world. */
export interface People {
  effort: (request: Served, element: string) => number;
  opened: (request: Served) => void;
  declines: (task: ServedTask, agent: string) => boolean;
  finished: (task: ServedTask, agent: string) => void;
  answered: (request: Served) => void;
  ended: (request: Served) => void;
  expertAsked: (request: Served, consultation: string) => void;
  expertOverdue: (request: Served, consultation: string) => void;
}

/** Requests in their processes, agents and customers under one virtual clock: what `advance` does, without rows. */
export class World {
  readonly requests: Served[] = [];
  readonly floor: Floor<ServedTask>;
  /** What a new version of a calendar did to what was open, as its preview would have said. */
  readonly calendarChanges: (Effect & { at: number })[] = [];
  calendars: WorldRules['calendars'];
  /** Epoch milliseconds. */
  now = 0;
  events = 0;
  private readonly schedule = new Schedule<() => void>();
  private readonly rules: WorldRules;
  private readonly people: People;
  private readonly loads: TopicLoads;
  private readonly grants: Grant[] = [];

  constructor(rules: WorldRules) {
    this.rules = rules;
    this.calendars = rules.calendars;
    this.floor = new Floor({
      agents: rules.roster.map(({ agent }) => agent),
      policy: rules.policy,
      overflowMinutes: rules.overflowMinutes,
      declines: (task, agent) => this.people.declines(task, agent),
      plan: (at, action) => this.plan(at, action),
      finished: (task, agent) => {
        task.request.lastAgent = agent;
        this.loads.done(task.request.topic, this.now);
        this.people.finished(task, agent);
      },
    });
    this.loads = new TopicLoads(this.floor);
    this.people = rules.people(this);
    for (const { at, id, presence } of presenceOf(rules.roster)) this.plan(at, () => this.floor.presence(id, presence, at));
  }

  /** As they began: what they can, not what they have in hand. */
  get agents(): RoutableAgent[] {
    return this.rules.roster.map(({ agent }) => agent);
  }

  /** By which a request's clocks count. */
  calendarOf({ clocks }: Served): Calendar {
    return this.calendars[levelOf(clocks?.moves ?? []).calendar]!;
  }

  private get clock(): At {
    return { at: this.at, calendars: this.calendars };
  }

  get at(): Instant {
    return new Date(this.now).toISOString();
  }

  plan(at: number, action: () => void): void {
    this.schedule.plan(Math.max(at, this.now), action);
  }

  /** @param until epoch milliseconds */
  run(until: number): void {
    for (let next = this.schedule.next(until); next; next = this.schedule.next(until)) {
      this.now = Math.max(this.now, next.at);
      next.item();
    }
    this.now = until;
  }

  open({ kind, customerClass, follows = null }: Pick<Served, 'kind' | 'customerClass'> & { follows?: Served | null }): Served {
    const { at } = this;
    const id = `request-${String(this.requests.length + 1).padStart(5, '0')}`;
    const request = newRequest({ id, kind, customerClass, follows, arrival: at, engine: new SimulatedRequest(this.rules.executables) });
    this.requests.push(request);
    const about = { id, number: id, channel: 'mail', language: 'de', subject: '', kind: 'general', receivedAt: at };
    this.people.opened(request);
    this.tell(request, { type: 'start', graph: this.rules.published('intake') ?? '', variables: { request: about, customerClass } });
    return request;
  }

  /** One event, what its commands give back, and the deadlines that follow. @returns why it was rejected */
  tell(request: Served, said: Said): string | null {
    const rejected = this.feed(request, said);
    this.follow(request);
    return rejected;
  }

  /** A person answered the customer: nothing is owed any more. */
  answered(request: Served): void {
    noteBreaches(request, ['first', 'next'], this.clock);
    request.customer.owedSince = null;
    hear(request.customer, this.at);
    settle(request.customer, 'kept', this.at);
    move(request, { type: 'agent-replied' }, this.clock);
    this.people.answered(request);
  }

  /** The customer wrote again. On a request that is over it becomes one of its own. */
  customerWrote(request: Served): void {
    if (request.engine.status !== 'running') {
      this.open({ kind: request.kind, customerClass: request.customerClass, follows: request });
      return;
    }
    request.customer.owedSince ??= this.at;
    request.customer.writtenAt = this.at;
    move(request, { type: 'customer-replied' }, this.clock);
    const until = request.engine.position().tasks.length > 0 ? {} : { until: new Date(this.now + 3_600_000).toISOString() };
    this.tell(request, { type: 'message', name: 'customer-replied', key: null, variables: {}, ...until });
  }

  /** A calendar has a new version from now on: what is open is counted anew. */
  changeCalendar(key: string, version: Calendar): void {
    const [before, at] = [this.calendars, this.at];
    this.calendars = { ...before, [key]: { ...before[key]!, next: { from: at, calendar: version } } };
    let effect = noEffect;
    for (const request of this.requests) {
      const { clocks, engine } = request;
      if (!clocks || engine.status !== 'running' || levelOf(clocks.moves).calendar !== key) continue;
      effect = withRequest(effect, { clocks, before, after: this.calendars, now: at });
      clocks.after = null;
      this.follow(request);
    }
    this.calendarChanges.push({ ...effect, at: this.now });
  }

  raise(request: Served): void {
    request.raised = true;
    for (const task of request.tasks) task.raised = true;
  }

  private follow(request: Served): void {
    const moved = followClocks(request, this.clock);
    if (moved) this.feed(request, moved);
    this.planAlarm(request);
  }

  private escalate(request: Served): void {
    for (const task of request.tasks) task.escalated = true;
  }

  private feed(request: Served, first: Said): string | null {
    const queue: Said[] = [first];
    let rejected: string | null = null;
    for (let said = queue.shift(); said; said = queue.shift()) {
      this.events += 1;
      const advanced = request.engine.tell(said, this.at);
      if (said === first) ({ rejected } = advanced);
      for (const command of advanced.commands) queue.push(...this.obey(request, command));
      if (advanced.more) queue.push({ type: 'continue' });
    }
    return rejected;
  }

  private obey(request: Served, command: Command): Said[] {
    switch (command.type) {
      case 'run-step': {
        const { activation, step, input } = command;
        return [{ type: 'step-completed', activation, variables: STEPS[step]?.(request, input, this.stepWorld()) ?? {} }];
      }
      case 'resolve-process':
        return [{ type: 'process-resolved', activation: command.activation, graph: this.rules.published(command.process) }];
      case 'create-task':
        this.floor.put(this.taskOf(request, command), this.now);
        return [];
      case 'cancel-task':
        this.withdraw(request, command.activation);
        return [];
      case 'open-incident':
        request.incidents.push(`${command.element}: ${command.message}`);
        return [];
      case 'finished':
        this.end(request, command.outcome);
        return [];
      // The shipped processes say nothing to other requests, and nobody corrects a kind or class here; the rest is for people who look on.
      case 'publish-message':
      case 'broadcast-signal':
      case 'cancel-step':
      case 'close-incident':
      case 'decided':
      case 'relocate':
      case 'change-task':
      case 'reconsidered':
      default:
        return [];
    }
  }

  private taskOf(request: Served, command: Extract<Command, { type: 'create-task' }>): ServedTask {
    const task = newTask(request, command, this.people.effort(request, command.element));
    request.tasks.push(task);
    return task;
  }

  private withdraw(request: Served, activation: string): void {
    const task = request.tasks.find((one) => one.activation === activation);
    if (task && task.left > 0) this.floor.withdraw(task, this.now);
  }

  private end(request: Served, outcome: 'completed' | 'cancelled'): void {
    settle(request.customer, 'cancelled', this.at);
    noteBreaches(request, CLOCKS, this.clock);
    move(request, { type: outcome === 'completed' ? 'resolved' : 'cancelled' }, this.clock);
    this.people.ended(request);
  }

  /** One alarm a request, as its workflow has it: the process's next timer, or what the customer is owed. */
  private planAlarm(request: Served): void {
    const plan = (request.plan += 1);
    const next = this.nextOf(request);
    if (next === null) return;
    this.plan(Date.parse(next.at), () => {
      if (request.plan === plan) this.ring(request, next);
    });
  }

  private nextOf(request: Served): Alarm | null {
    if (request.engine.status !== 'running') return null;
    const at = request.engine.position();
    const timer = at.timers.toSorted((a, b) => a.at.localeCompare(b.at))[0];
    const alarm = alarmOf(request.customer, statusOf({ state: request.engine.state, archived_at: null }, at) === 'open');
    if (alarm && (!timer || Date.parse(alarm.at) < Date.parse(timer.at))) return alarm;
    return timer ? { id: 'timer', at: timer.at, timer } : null;
  }

  private ring(request: Served, alarm: Alarm): void {
    const { customer } = request;
    if (alarm.id === 'timer') {
      this.tell(request, { type: 'timer', timer: alarm.timer.id, firing: alarm.timer.firing });
    } else if (alarm.id === 'promise') {
      settle(customer, 'broken', new Date(this.now + 1).toISOString());
      this.planAlarm(request);
    } else {
      customer.noticedAt = this.at;
      this.tell(request, { type: 'message', name: noticeDue, key: null, variables: {} });
    }
  }

  private stepWorld(): StepWorld {
    return {
      at: this.at,
      calendars: this.calendars,
      load: (topic) => this.loads.of(topic, this.now),
      grants: this.grants,
      limits: this.rules.limits,
      levelOf: (account) => this.agents.find(({ id }) => id === account)?.skills['competence'] ?? 1,
      escalate: (request) => this.escalate(request),
      askExpert: (request, consultation) => this.people.expertAsked(request, consultation),
      endConsultation: (request, consultation) => this.people.expertOverdue(request, consultation),
    };
  }
}

type Alarm = { id: 'notice' | 'promise'; at: Instant } | { id: 'timer'; at: Instant; timer: Position['timers'][number] };
