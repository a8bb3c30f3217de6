import type { Executable } from '../executable.ts';
import type { Graph } from '../graph.ts';
import { startsOf } from '../starts.ts';
import type { ActivationId, Advanced, Command, GraphHash, Instant, Variables } from '../types.ts';
import type { Answer, Answers } from './answers.ts';
import { seeded, type Random } from './random.ts';
import { SimulatedRequest, type Said } from './request.ts';
import { Schedule } from './schedule.ts';

export interface Rules {
  executables: (hash: GraphHash) => Executable;
  answers: Answers;
  /** Processes that a message or a signal between requests may begin. */
  published?: readonly Graph[];
  /** Where the clock begins. */
  at: Instant;
  /** For `drawn` answers: the same seed gives the same run. */
  seed?: number;
}

/** Any number of requests under one virtual clock, in a world that answers as its rules say. Nothing waits for real time. */
export class Simulation {
  readonly requests: SimulatedRequest[] = [];
  /** Epoch milliseconds. */
  now: number;
  private readonly rules: Rules;
  private readonly random: Random;
  private readonly schedule = new Schedule<{ request: SimulatedRequest; event: Said }>();
  /** Timers and subscriptions that are planned already. */
  private readonly known = new WeakMap<SimulatedRequest, Set<string>>();

  constructor(rules: Rules) {
    this.rules = rules;
    this.now = Date.parse(rules.at);
    this.random = seeded(rules.seed ?? 0);
  }

  /** A new request: it starts now and goes on until it waits. */
  start(graph: GraphHash, variables: Variables = {}): SimulatedRequest {
    const request = this.add();
    this.tell(request, { type: 'start', graph, variables });
    return request;
  }

  /** Tells a request something now, and plans what the world says to what it then asks for. */
  tell(request: SimulatedRequest, event: Said): Advanced {
    const at = new Date(this.now).toISOString();
    const advanced = request.tell(event, at);
    for (const command of advanced.commands) this.answer(request, command);
    for (let { more } = advanced; more;) {
      const next = request.tell({ type: 'continue' }, at);
      for (const command of next.commands) this.answer(request, command);
      ({ more } = next);
    }
    this.planWaits(request);
    return advanced;
  }

  /**
   * Lets the clock go on until nothing is to come, at most to `until`, at most through `events` events.
   * @returns the events told
   */
  run({ until, events = 100_000 }: { until?: Instant; events?: number } = {}): number {
    const end = until === undefined ? Infinity : Date.parse(until);
    let told = 0;
    for (; told < events; told += 1) {
      const next = this.schedule.next(end);
      if (!next) break;
      this.now = Math.max(this.now, next.at);
      this.tell(next.item.request, next.item.event);
    }
    if (until !== undefined && told < events) this.now = Math.max(this.now, end);
    return told;
  }

  private add(): SimulatedRequest {
    const request = new SimulatedRequest(this.rules.executables);
    this.requests.push(request);
    return request;
  }

  private answer(request: SimulatedRequest, command: Command): void {
    const { task, step = atOnce, incident, process } = this.rules.answers;
    const { random } = this;
    const { type } = command;
    if (type === 'create-task') this.plan(request, task?.(command, random), command.activation, 'task-completed');
    if (type === 'run-step') this.plan(request, step(command, random), command.activation, 'step-completed');
    if (type === 'open-incident') this.plan(request, incident?.(command, random), command.activation, 'retry');
    if (type === 'publish-message') this.publish(request, command);
    if (type === 'broadcast-signal') this.broadcast(request, command);
    if (type === 'resolve-process') {
      const graph = process?.(command.process) ?? null;
      this.schedule.plan(this.now, { request, event: { type: 'process-resolved', activation: command.activation, graph } });
    }
  }

  /** One with a key goes to every request that waits for it, one without to its own. */
  private publish(from: SimulatedRequest, { name, key, variables }: Of<'publish-message'>): void {
    for (const request of key === null ? [from] : this.requests) {
      this.schedule.plan(this.now, { request, event: { type: 'message', name, key, variables } });
    }
    this.begin('message', name, variables);
  }

  /** The request that throws a signal has it already. */
  private broadcast(from: SimulatedRequest, { name, variables }: Of<'broadcast-signal'>): void {
    for (const request of this.requests) {
      if (request !== from) this.schedule.plan(this.now, { request, event: { type: 'signal', name, variables } });
    }
    this.begin('signal', name, variables);
  }

  /** A new request of every process that a message or signal of this name begins. */
  private begin(type: 'message' | 'signal', name: string, variables: Variables): void {
    for (const graph of this.rules.published ?? []) {
      for (const { element, on } of startsOf(graph, new Date(this.now).toISOString())) {
        if (on.type !== type || on.name !== name) continue;
        const event: Said = { type: 'start', graph: graph.hash, variables: {}, from: { element, variables } };
        this.schedule.plan(this.now, { request: this.add(), event });
      }
    }
  }

  private plan(request: SimulatedRequest, answer: Answer | null | undefined, activation: ActivationId, type: Good): void {
    if (!answer) return;
    const { after, variables = {}, error, failure } = answer;
    const said = (): Said => {
      if (error !== undefined) return { type: 'step-error', activation, code: error, message: error, variables };
      if (failure !== undefined) return { type: 'step-failed', activation, code: failure, message: failure };
      return { type, activation, variables };
    };
    this.schedule.plan(this.now + after, { request, event: said() });
  }

  /** Timers fire when they are due; for a message the world is asked once in each subscription. */
  private planWaits(request: SimulatedRequest): void {
    const { timers, messages } = request.position();
    for (const { id, firing, at } of timers) {
      if (this.isNew(request, `${id} ${firing}`)) {
        this.schedule.plan(Date.parse(at), { request, event: { type: 'timer', timer: id, firing } });
      }
    }
    for (const message of messages) {
      if (!this.isNew(request, `${message.activation} ${message.name}`)) continue;
      const answer = this.rules.answers.message?.(message, this.random);
      if (!answer) continue;
      const { name, key } = message;
      this.schedule.plan(this.now + answer.after, { request, event: { type: 'message', name, key, variables: answer.variables ?? {} } });
    }
  }

  private isNew(request: SimulatedRequest, wait: string): boolean {
    const known = this.known.get(request) ?? new Set();
    this.known.set(request, known);
    return known.size < known.add(wait).size;
  }
}

type Of<Type extends Command['type']> = Extract<Command, { type: Type }>;
type Good = 'task-completed' | 'step-completed' | 'retry';
const atOnce = (): Answer => ({ after: 0 });
