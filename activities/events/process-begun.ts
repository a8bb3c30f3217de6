import type { Variables } from '../../domain/process/types.ts';
import { accepted, type EventHandler, text } from './event.ts';
import { startVariables } from './request-opened.ts';

/** A start event began this request: by a message, a signal or the clock. It stays on the graph that was published then. */
export const processBegun: EventHandler = async (work, event) => {
  const graph = text(event, 'graph');
  const variables = (event.payload.variables as Variables | undefined) ?? {};
  work.patch({ process: text(event, 'process'), graph });
  work.timeline({ kind: 'request-opened', data: { channel: work.request.channel } });
  return {
    engine: { type: 'start', graph, variables: startVariables(work.request), from: { element: text(event, 'element'), variables } },
    answer: accepted,
  };
};
