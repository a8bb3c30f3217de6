import type { Variables } from '../../domain/process/types.ts';
import { accepted, type EventHandler, text } from './event.ts';

export const incidentRetried: EventHandler = async (work, event) => {
  const incident = await work.trx
    .selectFrom('incident')
    .select(['activation', 'element', 'graph'])
    .where('id', '=', text(event, 'incident'))
    .where('request', '=', work.request.id)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  if (!incident) return { engine: null, answer: { accepted: false, code: 'incident-gone' } };
  work.timeline({ kind: 'incident-retried', element: incident.element, graph: incident.graph });
  const variables = (event.payload.variables as Variables | undefined) ?? {};
  return { engine: { type: 'retry', activation: incident.activation, variables }, answer: accepted };
};
