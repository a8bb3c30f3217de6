import limitsShipped from '../../config/competence-limits.json' with { type: 'json' };
import { type CompetenceLimit, kindLimitIn, proposalIn, weigh } from '../../domain/request/competence.ts';
import { load } from '../../domain/process/load.ts';
import { Simulation } from '../../domain/process/simulate/simulation.ts';
import type { StepAsked, TaskAsked } from '../../domain/process/simulate/answers.ts';
import type { Said, SimulatedRequest } from '../../domain/process/simulate/request.ts';
import type { Graph, Json, Position, Variables } from '../../domain/process/types.ts';

const limits = limitsShipped as CompetenceLimit[];

/** Plays a request through the shipped processes in virtual time; steps answer at once, deadlines are minutes after the clock. */
export class Play {
  readonly simulation: Simulation;
  readonly steps: StepAsked[] = [];
  private readonly request: SimulatedRequest;
  private level = 1;
  private asked = false;

  constructor(graphs: Map<string, Graph>, { kind, customerClass = 'C' }: { kind: string; customerClass?: string }) {
    const ready = new Map([...graphs.values()].map((graph) => [graph.hash, load(graph)]));
    this.simulation = new Simulation({
      at: '2026-11-24T09:00:00Z',
      executables: (hash) => ready.get(hash) ?? missing(`graph ${hash}`),
      answers: {
        process: (key) => graphs.get(key)?.hash ?? null,
        step: (step) => {
          this.steps.push(step);
          const variables = step.step === 'check-limit' ? this.checkLimit(step.input) : answerOf(step, kind, this.simulation.now);
          return { after: 0, variables };
        },
      },
    });
    const request = { id: 'r1', number: 'V-1', channel: 'mail', language: 'de', subject: 'x', receivedAt: this.now(), kind: 'general' };
    this.request = this.simulation.start(graphs.get('intake')?.hash ?? '', { customerClass, request });
    this.pass(0);
  }

  get position(): Position {
    return this.request.position();
  }

  get tasks(): TaskAsked[] {
    return this.request.commands.filter((command) => command.type === 'create-task');
  }

  get incidents(): string[] {
    return this.request.commands.flatMap((one) => (one.type === 'open-incident' ? `${one.element}: ${one.message}` : []));
  }

  get finished(): boolean {
    return this.request.status === 'completed';
  }

  now(): string {
    return new Date(this.simulation.now).toISOString();
  }

  /** Moves the clock and fires what is due, in order. */
  pass(minutes: number): void {
    this.simulation.run({ until: new Date(this.simulation.now + minutes * 60_000).toISOString() });
  }

  /** @param level of whoever completes it: what they may grant. */
  complete(outcome: string, variables: Variables = {}, level = 1): void {
    this.level = level;
    const task = this.tasks.at(-1) ?? missing('task');
    this.tell({ type: 'task-completed', activation: task.activation, variables: { ...variables, outcome } });
  }

  message(name: string, variables: Variables = {}, key: string | null = null): void {
    this.tell({ type: 'message', name, key, variables });
  }

  stepsSince(count: number): string[] {
    return this.steps.slice(count).map(({ step, input }) => (typeof input.answer === 'string' ? `${step} ${input.answer}` : step));
  }

  /** As the step does it, for a customer and a person without a past. */
  private checkLimit(input: Variables): Variables {
    const proposal = proposalIn(input);
    const handling = { limit: input.kindLimit ?? null, level: input.kindLevel ?? null };
    const standing = { level: this.level, inCase: 0, today: 0, cases: 0 };
    const verdict = proposal ? weigh(limits, kindLimitIn({ handling }), proposal, standing) : { within: true as const };
    const asked = this.asked;
    this.asked = !verdict.within;
    const none = { needed: false, asked, level: 0, fourEyes: false, reason: null };
    const approval = {
      ...none,
      ...(verdict.within ? {} : { ...verdict, needed: true }),
      proposedBy: null,
      except: [],
      cases: 0,
      history: [],
    };
    return { approval };
  }

  private tell(event: Said): void {
    const { rejected } = this.simulation.tell(this.request, event);
    if (rejected) throw new Error(`rejected: ${rejected}`);
    this.pass(0);
  }
}

/** What the shipped steps would bring. */
export function answerOf({ step, input }: StepAsked, kind: string, now: number): Variables {
  if (step === 'classify') return { kind, score: 4 };
  if (step === 'estimate') return { promiseAt: new Date(now + 1440 * 60_000).toISOString() };
  if (step !== 'set-deadlines') return {};
  const after = (minutes: Json | undefined, share = 1) => new Date(now + Number(minutes) * share * 60_000).toISOString();
  const first = input.firstResponseMinutes;
  return {
    deadlines: {
      firstResponseAt: after(first),
      dueAt: after(first),
      promiseAt: after(first),
      noticeAt: after(first, 0.9),
      atRiskAt: after(first, Number(input.atRiskShare)),
      resolutionAt: after(input.resolutionMinutes),
    },
  };
}

function missing(what: string): never {
  throw new Error(`no ${what}`);
}
