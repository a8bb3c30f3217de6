import { publishedGraph } from '../../db/definitions.ts';
import type { Variables } from '../../domain/process/types.ts';
import type { RequestRow } from '../work.ts';
import { accepted, type EventHandler, NotYet } from './event.ts';

const entryProcess = 'intake';

/** Starts the tenant's entry process; the request stays on the graph that is published now. */
export const requestOpened: EventHandler = async ({ trx, request, patch, timeline }) => {
  const graph = await publishedGraph(trx, entryProcess);
  if (graph === null) throw new NotYet(`No process "${entryProcess}" is published. Publish it; the request starts by itself then.`);
  patch({ process: entryProcess, graph, owed_since: request.created_at, heard_at: request.created_at });
  timeline({ kind: 'request-opened', data: { channel: request.channel } });
  return { engine: { type: 'start', graph, variables: startVariables(request) }, answer: accepted };
};

/** What every process of a request may look at. */
export function startVariables(request: RequestRow): Variables {
  const { id, number, channel, language, subject, kind, created_at: at, customer_class: customerClass } = request;
  return { request: { id, number, channel, language, subject, kind, receivedAt: at.toISOString() }, customerClass };
}
