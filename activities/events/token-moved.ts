import { accepted, type EventHandler, text } from './event.ts';

/** An operator knows better than the process where the request stands. */
export const tokenMoved: EventHandler = async (work, event) => {
  const [activation, element, reason] = [text(event, 'activation'), text(event, 'element'), text(event, 'reason')];
  const from = work.request.position.tokens.find((token) => token.activation === activation);
  work.timeline({ kind: 'token-moved', data: { to: element, reason }, element: from?.element ?? null, graph: from?.graph ?? null });
  return { engine: { type: 'move-token', activation, element }, answer: accepted };
};
