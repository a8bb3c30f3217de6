import { one, string } from '../compile/moddle.ts';
import type { Expression } from '../graph.ts';
import { text } from '../run/evaluate.ts';
import { signalName } from '../triggers/signal.ts';
import type { At, Outcome, Source } from './kind.ts';

/** What intermediate throw and end events may throw for others to catch. */
export type Throwing =
  | { throws: 'signal'; name: Expression }
  | { throws: 'escalation'; code: string }
  /** No activity: all that has completed in the scope. */
  | { throws: 'compensation'; activity: string | null };

export const THROWN = ['SignalEventDefinition', 'EscalationEventDefinition', 'CompensateEventDefinition'];

/** Null where the event throws nothing of these. */
export function readThrowing(source: Source): Throwing | null {
  const { definition } = source;
  if (!definition) return null;
  switch (definition.$type) {
    case 'bpmn:SignalEventDefinition':
      return { throws: 'signal', name: signalName(source) };
    case 'bpmn:EscalationEventDefinition': {
      refuseMappings(source);
      const code = string(one(definition.escalationRef)?.escalationCode);
      if (code === null || code.startsWith('=')) source.report('escalation-code', 'escalation');
      return { throws: 'escalation', code: code ?? '' };
    }
    case 'bpmn:CompensateEventDefinition':
      refuseMappings(source);
      if (definition.waitForCompletion === false) source.report('compensation-unwaited', 'compensation');
      return { throws: 'compensation', activity: one(definition.activityRef)?.id ?? null };
    default:
      return null;
  }
}

/** Others see a signal with the event's local variables. @throws Fault */
export function enterThrowing({ run, id, data, node, input }: At<Throwing>): Outcome {
  if (data.throws === 'compensation') return { next: 'throw', thrown: { what: 'compensation', activity: data.activity } };
  if (data.throws === 'escalation') return { next: 'throw', thrown: { what: 'escalation', code: data.code } };
  const variables = node.inputs.length > 0 ? input() : {};
  return { next: 'throw', thrown: { what: 'signal', name: text(run, id, data.name, 'the signal name'), variables } };
}

function refuseMappings(source: Source): void {
  if (source.extension('IoMapping')) source.report('mapping-misplaced', 'mapping');
}
