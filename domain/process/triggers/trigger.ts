import type { Source } from '../elements/kind.ts';
import type { Run } from '../run/run.ts';
import type { Wait } from '../state.ts';
import type { ActivationId } from '../types.ts';
import { armMessage, readMessage, type MessageData } from './message.ts';
import { armTimer, readTimer, type TimerData } from './timer.ts';

/** What a catching event waits for. An error is not armed: who throws it looks for the catcher. */
export type Trigger = TimerData | MessageData | { on: 'error'; code: string | null };

/** Reads the one event definition of a catching event; null where there is none or it is not run (and reported). */
export function readTrigger(source: Source, cycles: boolean): Trigger | null {
  const { definition } = source;
  if (!definition) return null;
  switch (definition.$type) {
    case 'bpmn:TimerEventDefinition':
      return readTimer(source, definition, cycles);
    case 'bpmn:MessageEventDefinition':
      return readMessage(source, definition);
    case 'bpmn:ErrorEventDefinition': {
      const error = definition.errorRef as { errorCode?: unknown } | undefined;
      const code = error?.errorCode;
      if (typeof code === 'string' && code.startsWith('=')) source.report('error-code', 'error');
      return { on: 'error', code: typeof code === 'string' && code !== '' ? code : null };
    }
    default:
      return null;
  }
}

/** What to wait for from now on, or null where nothing will ever come. @throws Fault */
export function arm(run: Run, from: ActivationId, trigger: Trigger): Wait | null {
  if (trigger.on === 'timer') return armTimer(run, from, trigger);
  return trigger.on === 'message' ? armMessage(run, from, trigger) : null;
}
