import type { Variables } from '../../domain/process/types.ts';
import type { Work } from '../work.ts';
import { accepted, type EventHandler, type EventRow, text } from './event.ts';
import { refused } from './request-migrated.ts';

export const incidentRetried: EventHandler = (work, event) => settled(work, event, 'retry');

/** What stopped counts as done, with the result that an operator gives. */
export const incidentSkipped: EventHandler = (work, event) => settled(work, event, 'skip');

async function settled(work: Work, event: EventRow, type: 'retry' | 'skip') {
  const incident = await work.trx
    .selectFrom('incident')
    .select(['activation', 'element', 'graph'])
    .where('id', '=', text(event, 'incident'))
    .where('request', '=', work.request.id)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  if (!incident) return refused({ code: 'incident-gone' });
  const { activation, element, graph } = incident;
  const { variables = {}, reason } = event.payload;
  const kind = type === 'retry' ? 'incident-retried' : 'incident-skipped';
  work.timeline({ kind, element, graph, data: typeof reason === 'string' ? { reason } : {} });
  return { engine: { type, activation, variables: variables as Variables }, answer: accepted };
}
