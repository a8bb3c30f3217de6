import { variablesIn } from '../compile/feel.ts';
import type { Expression } from '../graph.ts';
import { activation, type Run } from '../run/run.ts';
import { TRIGGER_DEFINITIONS } from '../triggers/definitions.ts';
import { readTrigger, type Trigger } from '../triggers/trigger.ts';
import type { ActivationId, EngineEvent } from '../types.ts';
import { DONE, kind, type Source } from './kind.ts';

/** None start event; with a trigger as the start of an event sub-process, or as what begins a request by itself. */
export const startEvent = kind<{ trigger: Trigger | null; interrupting: boolean }>({
  extensions: [],
  definitions: TRIGGER_DEFINITIONS,
  mappings: 'outputs',
  read: (source) => {
    const parent = source.element.$parent;
    const byEvent = parent?.triggeredByEvent === true;
    const begins = parent?.$type === 'bpmn:Process';
    const interrupting = source.element.isInterrupting !== false;
    const trigger = readTrigger(source, begins || !interrupting);
    if (byEvent && !source.definition) source.report('event-start-missing', null);
    if (!byEvent && trigger !== null) checkBeginning(source, trigger, begins);
    if (trigger?.on === 'error' && !interrupting) source.report('error-interrupts', null);
    if (trigger?.on === 'compensation' && source.element.$parent?.$parent?.$type === 'bpmn:Process') {
      source.report('compensation-start', null);
    }
    return { trigger, interrupting };
  },
  enter: ({ run, id, element }) => {
    const from = begunBy(run, activation(run, id).scope);
    return from?.element === element ? { next: 'finish', result: from.variables } : DONE;
  },
});

/** By which start event, and with what, the request's own process is being begun; null for one without a trigger, and for called processes. */
export function begunBy(run: Run, scope: ActivationId | undefined): Extract<EngineEvent, { type: 'start' }>['from'] | null {
  return run.event.type === 'start' && scope === 'a0' ? (run.event.from ?? null) : null;
}

const BEGINNING = new Set<Trigger['on']>(['message', 'signal', 'timer']);

function checkBeginning(source: Source, trigger: Trigger, begins: boolean): void {
  if (!begins || !BEGINNING.has(trigger.on)) return source.report('event-start', null);
  if (trigger.on === 'timer' && trigger.timer === 'duration') source.report('timer-start', 'timer');
  if (trigger.on === 'timer') checkWithoutVariables(source, trigger.value);
  if (trigger.on === 'message' || trigger.on === 'signal') checkWithoutVariables(source, trigger.name);
}

/** Evaluated at publish, when there are no variables. */
function checkWithoutVariables(source: Source, expression: Expression): void {
  if ('text' in expression) return;
  const names = variablesIn(expression.feel);
  if (names.length > 0) source.report('start-variables', null, { names: names.join(', ') });
}
