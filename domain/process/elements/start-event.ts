import type { Trigger } from '../triggers/trigger.ts';
import { readTrigger } from '../triggers/trigger.ts';
import { DONE, kind } from './kind.ts';

/** None start event; with a trigger only as the start of an event sub-process. */
export const startEvent = kind<{ trigger: Trigger | null; interrupting: boolean }>({
  extensions: [],
  definitions: [
    'TimerEventDefinition',
    'MessageEventDefinition',
    'SignalEventDefinition',
    'ConditionalEventDefinition',
    'ErrorEventDefinition',
    'EscalationEventDefinition',
    'CompensateEventDefinition',
  ],
  mappings: 'outputs',
  read: (source) => {
    const byEvent = source.element.$parent?.triggeredByEvent === true;
    const interrupting = source.element.isInterrupting !== false;
    const trigger = readTrigger(source, byEvent && !interrupting);
    if (byEvent && !source.definition) source.report('event-start-missing', null);
    if (!byEvent && trigger !== null) source.report('event-start', null);
    if (trigger?.on === 'error' && !interrupting) source.report('error-interrupts', null);
    if (trigger?.on === 'compensation' && source.element.$parent?.$parent?.$type === 'bpmn:Process') {
      source.report('compensation-start', null);
    }
    return { trigger, interrupting };
  },
  enter: () => DONE,
});
