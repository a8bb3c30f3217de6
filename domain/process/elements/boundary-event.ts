import { readTrigger, type Trigger } from '../triggers/trigger.ts';
import { DONE, kind } from './kind.ts';

/** Boundary event: timer and message, interrupting or not, and error. Armed by the activity that it is attached to. */
export const boundaryEvent = kind<{ trigger: Trigger | null; interrupting: boolean }>({
  extensions: [],
  definitions: ['TimerEventDefinition', 'MessageEventDefinition', 'ErrorEventDefinition'],
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
