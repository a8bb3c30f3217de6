import { interpret } from '../../domain/process/interpret.ts';
import { load } from '../../domain/process/load.ts';
import { position } from '../../domain/process/position.ts';
import type { Command, EngineEvent, Graph, Json, Position, State, Variables } from '../../domain/process/types.ts';

type Task = Extract<Command, { type: 'create-task' }>;
/** Without the distributive form the union's members would lose their own fields. */
type Input = EngineEvent extends infer E ? (E extends EngineEvent ? Omit<E, 'id' | 'at'> : never) : never;

export interface Step {
  step: string;
  input: Variables;
}

/** Plays a request through the shipped processes in virtual time; steps answer at once, deadlines are minutes after the clock. */
export class Play {
  state: State | null = null;
  at = Date.parse('2026-11-24T09:00:00Z');
  steps: Step[] = [];
  tasks: Task[] = [];
  incidents: string[] = [];
  finished = false;
  private count = 0;
  private readonly graphs: Map<string, Graph>;
  private readonly loaded: (hash: string) => ReturnType<typeof load>;
  private readonly kind: string;

  constructor(graphs: Map<string, Graph>, { kind, customerClass = 'C' }: { kind: string; customerClass?: string }) {
    this.graphs = graphs;
    this.kind = kind;
    const ready = new Map([...graphs.values()].map((graph) => [graph.hash, load(graph)]));
    this.loaded = (hash) => {
      const found = ready.get(hash);
      if (!found) throw new Error(`no graph ${hash}`);
      return found;
    };
    this.feed({
      type: 'start',
      graph: graphs.get('intake')?.hash ?? '',
      variables: {
        customerClass,
        request: { id: 'r1', number: 'V-1', channel: 'mail', language: 'de', subject: 'x', receivedAt: this.now(), kind: 'general' },
      },
    });
  }

  get position(): Position {
    return position(this.state as State);
  }

  now(): string {
    return new Date(this.at).toISOString();
  }

  /** Moves the clock and fires what is due, in order. */
  pass(minutes: number): void {
    const until = this.at + minutes * 60_000;
    for (;;) {
      const next = this.position.timers.toSorted((a, b) => a.at.localeCompare(b.at))[0];
      if (!next || Date.parse(next.at) > until) break;
      this.at = Math.max(this.at, Date.parse(next.at));
      this.feed({ type: 'timer', timer: next.id, firing: next.firing });
    }
    this.at = until;
  }

  complete(outcome: string, variables: Variables = {}): void {
    const task = this.tasks.at(-1);
    if (!task) throw new Error('no task');
    this.feed({ type: 'task-completed', activation: task.activation, variables: { ...variables, outcome } });
  }

  message(name: string, variables: Variables = {}, key: string | null = null): void {
    this.feed({ type: 'message', name, key, variables });
  }

  stepsSince(count: number): string[] {
    return this.steps.slice(count).map(({ step, input }) => (typeof input.answer === 'string' ? `${step} ${input.answer}` : step));
  }

  private feed(event: Input): void {
    const advanced = interpret(this.loaded, this.state, { id: `e${(this.count += 1)}`, at: this.now(), ...event });
    if (advanced.rejected) throw new Error(`rejected: ${advanced.rejected}`);
    this.state = advanced.state;
    for (const command of advanced.commands) this.run(command);
    if (advanced.more) this.feed({ type: 'continue' });
  }

  private run(command: Command): void {
    if (command.type === 'create-task') this.tasks.push(command);
    if (command.type === 'open-incident') this.incidents.push(`${command.element}: ${command.message}`);
    if (command.type === 'finished') this.finished = true;
    if (command.type === 'resolve-process') {
      this.feed({ type: 'process-resolved', activation: command.activation, graph: this.graphs.get(command.process)?.hash ?? null });
    }
    if (command.type === 'run-step') {
      this.steps.push({ step: command.step, input: command.input });
      this.feed({ type: 'step-completed', activation: command.activation, variables: this.answerOf(command.step, command.input) });
    }
  }

  private answerOf(step: string, input: Variables): Variables {
    if (step === 'classify') return { kind: this.kind, score: 4 };
    if (step !== 'set-deadlines') return {};
    const after = (minutes: Json | undefined, share = 1) => new Date(this.at + Number(minutes) * share * 60_000).toISOString();
    const first = input.firstResponseMinutes;
    return {
      deadlines: {
        firstResponseAt: after(first),
        promiseAt: after(first),
        noticeAt: after(first, 0.9),
        atRiskAt: after(first, Number(input.atRiskShare)),
        resolutionAt: after(input.resolutionMinutes),
      },
    };
  }
}
