import type { Source } from '../elements/kind.ts';
import type { Run } from '../run/run.ts';
import type { Wait } from '../state.ts';
import type { ActivationId } from '../types.ts';
import { readCondition, type ConditionData } from './condition.ts';
import { readError, type ErrorData } from './error.ts';
import { readEscalation, type EscalationData } from './escalation.ts';
import { armMessage, readMessage, type MessageData } from './message.ts';
import { armSignal, readSignal, type SignalData } from './signal.ts';
import { armTimer, readTimer, type TimerData } from './timer.ts';

/** What a catching event waits for. Errors, escalations and compensation are not armed: who throws them looks for the catcher. */
export type Trigger = TimerData | MessageData | SignalData | ConditionData | ErrorData | EscalationData | { on: 'compensation' };

/** Reads the one event definition of a catching event; null where there is none or it is not run (and reported). */
export function readTrigger(source: Source, cycles: boolean): Trigger | null {
  const { definition } = source;
  if (!definition) return null;
  switch (definition.$type) {
    case 'bpmn:TimerEventDefinition':
      return readTimer(source, definition, cycles);
    case 'bpmn:MessageEventDefinition':
      return readMessage(source, definition);
    case 'bpmn:ConditionalEventDefinition':
      return readCondition(source, definition);
    case 'bpmn:SignalEventDefinition':
      return readSignal(source);
    case 'bpmn:ErrorEventDefinition':
      return readError(source);
    case 'bpmn:EscalationEventDefinition':
      return readEscalation(source);
    case 'bpmn:CompensateEventDefinition':
      return { on: 'compensation' };
    default:
      return null;
  }
}

/** What to wait for from now on, or null where nothing will ever come. @throws Fault */
export function arm(run: Run, from: ActivationId, trigger: Trigger): Wait | null {
  if (trigger.on === 'timer') return armTimer(run, from, trigger);
  if (trigger.on === 'signal') return armSignal(run, from, trigger);
  if (trigger.on === 'condition') return { for: 'condition' };
  return trigger.on === 'message' ? armMessage(run, from, trigger) : null;
}
