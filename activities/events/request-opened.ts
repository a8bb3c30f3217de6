import { accepted, type EventHandler, NotYet } from './event.ts';

const entryProcess = 'intake';

/** Starts the tenant's entry process; the request stays on the graph that is published now. */
export const requestOpened: EventHandler = async ({ trx, request, patch, timeline }) => {
  const published = await trx.selectFrom('published_process').select('graph').where('process', '=', entryProcess).executeTakeFirst();
  if (!published) throw new NotYet(`No process "${entryProcess}" is published. Publish it; the request starts by itself then.`);
  patch({ process: entryProcess, graph: published.graph });
  timeline({ kind: 'request-opened', data: { channel: request.channel } });
  const { id, number, channel, language, subject, kind } = request;
  return {
    engine: {
      type: 'start',
      graph: published.graph,
      variables: {
        request: { id, number, channel, language, subject, kind, receivedAt: request.created_at.toISOString() },
        customerClass: request.customer_class,
      },
    },
    answer: accepted,
  };
};
