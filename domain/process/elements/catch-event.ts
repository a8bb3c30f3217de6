import { arm, readTrigger, type Trigger } from '../triggers/trigger.ts';
import { DONE, kind } from './kind.ts';

/** Intermediate catch event: message, signal, timer, condition, or the end of a link. Behind an event-based gateway the gateway listens for it. */
export const catchEvent = kind<{ trigger: Trigger | null }>({
  extensions: [],
  definitions: [
    'TimerEventDefinition',
    'MessageEventDefinition',
    'SignalEventDefinition',
    'ConditionalEventDefinition',
    'LinkEventDefinition',
  ],
  mappings: 'outputs',
  read: (source) => {
    const trigger = readTrigger(source, false);
    if (!source.definition) source.report('event-definition-missing', null);
    return { trigger };
  },
  enter: ({ run, id, data }) => {
    const wait = data.trigger ? arm(run, id, data.trigger) : null;
    return wait ? { next: 'wait', wait } : DONE;
  },
});
