import { type Said, SimulatedRequest } from '../../../domain/process/simulate/request.ts';
import type { Command, Position, Variables } from '../../../domain/process/types.ts';
import type { Published } from './publish.ts';

type RunStep = Extract<Command, { type: 'run-step' }>;

const EPOCH = Date.parse('2026-01-01T00:00:00.000Z');

/** One request's process played on a clock of its own; every step is answered at once, in the order in which they were asked for. */
export class Player {
  private readonly request: SimulatedRequest;
  private readonly root: string;
  private readonly answer: (step: RunStep) => Variables;
  private now = EPOCH;

  constructor({ root, executables }: Published, answer: (step: RunStep) => Variables) {
    this.request = new SimulatedRequest((hash) => executables.get(hash) ?? missing(hash));
    this.root = root?.graph.hash ?? '';
    this.answer = answer;
  }

  start(variables: Variables): void {
    this.say({ type: 'start', graph: this.root, variables });
  }

  /** @throws where nothing takes the event */
  say(event: Said): void {
    const steps: RunStep[] = [];
    for (let next: Said | null = event; next;) {
      const done = this.request.tell(next, new Date(this.now).toISOString());
      if (done.rejected !== null) throw new Error(`${next.type} was rejected: ${done.rejected}`);
      for (const command of done.commands) {
        if (command.type === 'run-step') steps.push(command);
        if (command.type === 'cancel-step')
          steps.splice(
            steps.findIndex(({ activation }) => activation === command.activation),
            1,
          );
      }
      next = done.more ? { type: 'continue' } : this.answered(steps.shift());
    }
  }

  /** Sets the clock, which never goes back, and fires one timer. */
  fire({ id, firing }: Position['timers'][number], hours: number): void {
    this.now = Math.max(this.now, EPOCH + hours * 3_600_000);
    this.say({ type: 'timer', timer: id, firing });
  }

  private answered(step: RunStep | undefined): Said | null {
    return step ? { type: 'step-completed', activation: step.activation, variables: this.answer(step) } : null;
  }

  get position(): Position {
    return this.request.position();
  }

  get variables(): Variables {
    return this.request.variables;
  }

  get ended(): boolean {
    return this.request.status !== 'running';
  }
}

function missing(hash: string): never {
  throw new Error(`no graph ${hash}`);
}
