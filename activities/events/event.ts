import type { Selectable } from 'kysely';
import type { Database } from '../../db/schema.ts';
import type { EngineEvent } from '../../domain/process/types.ts';
import type { EventAnswer } from '../../workflows/contracts.ts';
import type { Work } from '../work.ts';

export type EventRow = Pick<Selectable<Database['request_event']>, 'id' | 'kind' | 'payload' | 'actor' | 'occurred_at' | 'idempotency_key'>;

type WithoutStamp<E> = E extends unknown ? Omit<E, 'id' | 'at'> : never;
/** An engine event before advance stamps it with the recorded event's id and instant. */
export type EngineInput = WithoutStamp<EngineEvent>;

export interface Handled {
  engine: EngineInput | null;
  answer: EventAnswer;
}

/** Turns one recorded event into rows and, where it concerns the process, one engine event. */
export type EventHandler = (work: Work, event: EventRow) => Promise<Handled>;

export const accepted: EventAnswer = { accepted: true };
export const text = (event: EventRow, name: string): string => {
  const value = event.payload[name];
  if (typeof value !== 'string') throw new Error(`Event ${event.id} (${event.kind}) lacks "${name}" in its payload.`);
  return value;
};

/** The installation is not ready for this event: it stays, and `advance` comes again. Any other error of a handler rejects the event. */
export class NotYet extends Error {}
