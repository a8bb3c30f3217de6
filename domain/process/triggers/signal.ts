import { one } from '../compile/moddle.ts';
import type { Source } from '../elements/kind.ts';
import type { Expression } from '../graph.ts';
import { text } from '../run/evaluate.ts';
import type { Run } from '../run/run.ts';
import type { Wait } from '../state.ts';
import type { ActivationId } from '../types.ts';

export type SignalData = { on: 'signal'; name: Expression };

export function readSignal(source: Source): SignalData {
  return { on: 'signal', name: signalName(source) };
}

/** The name that an event throws or waits for. */
export function signalName(source: Source): Expression {
  const name = source.expression(one(source.definition?.signalRef)?.name, 'signal name');
  if (!name) source.report('signal-name', 'signal');
  return name ?? { text: '' };
}

/** The subscription opened now: the name is fixed here. @throws Fault where it is no text */
export function armSignal(run: Run, from: ActivationId, data: SignalData): Extract<Wait, { for: 'signal' }> {
  return { for: 'signal', name: text(run, from, data.name, 'the signal name') };
}
