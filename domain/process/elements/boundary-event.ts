import { TRIGGER_DEFINITIONS } from '../triggers/definitions.ts';
import { readTrigger, type Trigger } from '../triggers/trigger.ts';
import { DONE, kind } from './kind.ts';

/**
 * Boundary event: timer, message, signal, condition and escalation, interrupting or not, error; armed by the activity that it is attached
 * to. Compensation: waits until someone undoes what the activity has done.
 */
export const boundaryEvent = kind<{ trigger: Trigger | null; interrupting: boolean }>({
  extensions: [],
  definitions: TRIGGER_DEFINITIONS,
  mappings: 'outputs',
  read: (source) => {
    const interrupting = source.element.cancelActivity !== false;
    const trigger = readTrigger(source, !interrupting);
    if (!source.definition) source.report('event-definition-missing', null);
    if (trigger?.on === 'error' && !interrupting) source.report('error-interrupts', null);
    return { trigger, interrupting };
  },
  enter: () => DONE,
});
