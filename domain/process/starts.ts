import { compileExpression } from './feel/compile.ts';
import type { Value } from './feel/values.ts';
import type { Expression, Graph } from './graph.ts';
import { Fault } from './run/run.ts';
import { waitUntil, type TimerWait } from './triggers/timer.ts';
import type { Trigger } from './triggers/trigger.ts';
import type { Instant } from './types.ts';

/** A start event of a published process that something outside triggers. */
export interface ProcessStart {
  element: string;
  /** What begins a request: a message or signal of this name, or the clock. */
  /** As drawn: where that is the same in the next version, a timer goes on counting. */
  drawn: string;
  on: { type: 'message' | 'signal'; name: string } | { type: 'timer'; timer: TimerWait };
}

/**
 * The start events of a process that begin a request by themselves, from this instant on. Their expressions are evaluated now, once; a timer that lies in the
 * past begins nothing.
 * @throws Fault, FeelError where one cannot be evaluated
 */
export function startsOf(graph: Graph, at: Instant): ProcessStart[] {
  const inside = graph.elements[graph.process]?.data as { triggered?: string[] } | undefined;
  return (inside?.triggered ?? []).flatMap((element) => {
    const trigger = (graph.elements[element]?.data as { trigger?: Trigger } | undefined)?.trigger;
    const on = trigger && beginsOn(trigger, at);
    return on ? [{ element, drawn: JSON.stringify(trigger), on }] : [];
  });
}

/** @throws Fault, FeelError */
export function beginsOn(trigger: Trigger, at: Instant): ProcessStart['on'] | null {
  if (trigger.on === 'timer') {
    const timer = waitUntil(trigger.timer, valueOf(trigger.value, at), at);
    return timer && timer.at >= at ? { type: 'timer', timer } : null;
  }
  if (trigger.on !== 'message' && trigger.on !== 'signal') return null;
  const name = valueOf(trigger.name, at);
  if (typeof name !== 'string') throw new Fault('EXTRACT_VALUE_ERROR', `the name of a ${trigger.on} must be text`);
  return { type: trigger.on, name };
}

function valueOf(expression: Expression, at: Instant): Value {
  if ('text' in expression) return expression.text;
  return compileExpression(expression.feel)({ lookup: () => undefined, at, seed: () => at });
}
