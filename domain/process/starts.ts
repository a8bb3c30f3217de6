import type { Graph } from './graph.ts';
import { compileExpression } from './feel/compile.ts';
import type { Value } from './feel/values.ts';
import type { Expression } from './graph.ts';
import { waitUntil, type TimerWait } from './triggers/timer.ts';
import type { Trigger } from './triggers/trigger.ts';
import type { Instant } from './types.ts';

/** A start event of a published process that something outside triggers. */
export interface ProcessStart {
  element: string;
  /** What begins a request: a message or signal of this name, or the clock. */
  on: { type: 'message' | 'signal'; name: string } | { type: 'timer'; timer: TimerWait };
}

/**
 * The start events of a process that begin a request by themselves, from this instant on. Their expressions are evaluated now, once; a timer that lies in the
 * past begins nothing.
 * @throws Fault, FeelError where one cannot be evaluated
 */
export function startsOf(graph: Graph, at: Instant): ProcessStart[] {
  const { triggered = [] } = graph.elements[graph.process]?.data as { triggered?: string[] };
  return triggered.flatMap((element): ProcessStart[] => {
    const { trigger } = graph.elements[element]?.data as unknown as { trigger: Trigger | null };
    if (trigger?.on === 'timer') {
      const timer = waitUntil(trigger.timer, valueOf(trigger.value, at), at);
      return timer && timer.at >= at ? [{ element, on: { type: 'timer', timer } }] : [];
    }
    if (trigger?.on !== 'message') return [];
    const name = valueOf(trigger.name, at);
    return typeof name === 'string' ? [{ element, on: { type: trigger.on, name } }] : [];
  });
}

function valueOf(expression: Expression, at: Instant): Value {
  if ('text' in expression) return expression.text;
  return compileExpression(expression.feel)({ lookup: () => undefined, at, seed: () => at });
}
