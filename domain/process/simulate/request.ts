import type { Executable } from '../executable.ts';
import { interpret, type Limits } from '../interpret.ts';
import { nowhere, position, variablesOf } from '../position.ts';
import type { Advanced, Command, EngineEvent, GraphHash, Instant, Passed, Position, State, Variables } from '../types.ts';

/** An event without its id and instant. */
export type Said = EngineEvent extends infer One ? (One extends EngineEvent ? Omit<One, 'id' | 'at'> : never) : never;

/** One request's process without Temporal and Postgres: what it was told, what it asked for, and its way. */
export class SimulatedRequest {
  state: State | null = null;
  /** All commands and stations so far. */
  readonly commands: Command[] = [];
  readonly trail: Passed[] = [];
  /** Events told so far, rejected ones too. */
  events = 0;
  private readonly executables: (hash: GraphHash) => Executable;

  constructor(executables: (hash: GraphHash) => Executable) {
    this.executables = executables;
  }

  tell(event: Said, at: Instant, limits?: Limits): Advanced {
    this.events += 1;
    const advanced = interpret(this.executables, this.state, { ...event, id: `event-${this.events}`, at }, limits);
    this.state = advanced.state;
    this.commands.push(...advanced.commands);
    this.trail.push(...advanced.trail);
    return advanced;
  }

  position(): Position {
    return this.state === null ? nowhere : position(this.state);
  }

  get variables(): Variables {
    return this.state === null ? {} : variablesOf(this.state);
  }

  get status(): State['status'] | 'new' {
    return this.state?.status ?? 'new';
  }
}
