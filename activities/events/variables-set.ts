import type { Variables } from '../../domain/process/types.ts';
import { accepted, type EventHandler, text } from './event.ts';

/** Values stand in the event alone: the timeline says which variables, and why. */
export const variablesSet: EventHandler = async (work, event) => {
  const variables = event.payload.variables as Variables;
  const activation = typeof event.payload.activation === 'string' ? event.payload.activation : null;
  work.timeline({ kind: 'variables-set', data: { names: Object.keys(variables), reason: text(event, 'reason') } });
  return { engine: { type: 'set-variables', activation, variables }, answer: accepted };
};
