/** The event definitions that `readTrigger` reads: what a boundary event or the start of an event sub-process may wait for. */
export const TRIGGER_DEFINITIONS: readonly string[] = [
  'TimerEventDefinition',
  'MessageEventDefinition',
  'SignalEventDefinition',
  'ConditionalEventDefinition',
  'ErrorEventDefinition',
  'EscalationEventDefinition',
  'CompensateEventDefinition',
];
