import type { Moddle } from '../compile/moddle.ts';
import type { Source } from '../elements/kind.ts';
import type { Expression } from '../graph.ts';
import { evaluate, text } from '../run/evaluate.ts';
import { Fault, type Run } from '../run/run.ts';
import type { Wait } from '../state.ts';
import type { ActivationId } from '../types.ts';

export type MessageData = { on: 'message'; name: Expression; key: Expression | null };

/** `holder` carries `messageRef`: the event definition, the receive or the send task. */
export function readMessage(source: Source, holder: Moddle): MessageData {
  const message = holder.messageRef as Moddle | undefined;
  const name = source.expression(message?.name, 'message name');
  if (!message || !name) source.report('message-name', 'message');
  if (name && 'text' in name) source.useMessage(name.text);
  const subscription = message?.extensionElements as Moddle | undefined;
  const key = ((subscription?.values ?? []) as Moddle[]).find(({ $type }) => $type === 'zeebe:Subscription');
  const expression = source.expression(key?.correlationKey, 'correlation key');
  return { on: 'message', name: name ?? { text: '' }, key: expression };
}

/** The subscription opened now. @throws Fault where name or key is no text */
export function armMessage(run: Run, from: ActivationId, data: MessageData): Extract<Wait, { for: 'message' }> {
  return { for: 'message', ...fixMessage(run, from, data) };
}

/** Name and key of a message that is waited for or sent, as seen from an activation. @throws Fault where one of them is no text */
export function fixMessage(run: Run, from: ActivationId, data: MessageData): { name: string; key: string | null } {
  const name = text(run, from, data.name, 'the message name');
  if (data.key === null) return { name, key: null };
  const key = evaluate(run, from, data.key);
  if (typeof key !== 'string' && typeof key !== 'number') {
    throw new Fault('EXTRACT_VALUE_ERROR', `the correlation key of message "${name}" is neither text nor number`);
  }
  return { name, key: String(key) };
}
