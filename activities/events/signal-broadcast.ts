import type { Variables } from '../../domain/process/types.ts';
import { accepted, type EventHandler, text } from './event.ts';

/** Another request's, or another system's, signal that this request waited for. Who does not any more has missed it. */
export const signalBroadcast: EventHandler = async (work, event) => {
  const name = text(event, 'name');
  work.timeline({ kind: 'signal-broadcast', data: { name } });
  return { engine: { type: 'signal', name, variables: (event.payload.variables as Variables | undefined) ?? {} }, answer: accepted };
};
