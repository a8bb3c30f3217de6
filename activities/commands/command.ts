import type { Command } from '../../domain/process/types.ts';
import type { EngineInput } from '../events/event.ts';
import type { RequestEventKind } from '../../workflows/contracts.ts';
import type { Work } from '../work.ts';

/** A result that goes straight back into the interpreter, recorded as an event of its own. */
export interface FedBack {
  kind: Extract<RequestEventKind, 'step-result' | 'process-resolved' | 'message-published'>;
  engine: EngineInput;
}

export type CommandOf<T extends Command['type']> = Extract<Command, { type: T }>;
export type CommandRunner<T extends Command['type']> = (work: Work, command: CommandOf<T>) => Promise<FedBack | null>;
