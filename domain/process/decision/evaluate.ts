import { compileClosure, compileTest, evaluateWithin, type Surroundings } from '../feel/compile.ts';
import { toJson, type Value } from '../feel/values.ts';
import type { Json } from '../types.ts';
import type { Decision } from './model.ts';
import { elements, evaluateAll, invokeWith, required } from './elements.ts';
import type { Compile } from './logic.ts';
import { tracing } from './trace.ts';

/** A decision with all that it requires: its result, and how it came to be (the required ones first). */
export type Decide = (surroundings: Surroundings) => { result: Json; trace: Json };

const RUNNING: Compile = { feel: (text, known) => compileClosure(text, known), test: (tests, known) => compileTest(tests, known) };

/** All that can be called, each ready to run with all that it requires. @throws FeelSyntaxError */
export function deciders(decisions: Record<string, Decision>): Map<string, Decide> {
  const ready = elements(decisions, RUNNING);
  const callable = Object.values(decisions).filter(({ role }) => role !== 'knowledge');
  return new Map(callable.map(({ id }) => [id, decider(decisions, id, ready)]));
}

/**
 * Makes a decision, or a decision service whose parameters are variables, ready to run.
 * @throws FeelSyntaxError; the result throws FeelError, DecisionError among them
 */
export function decider(decisions: Record<string, Decision>, id: string, ready = elements(decisions, RUNNING)): Decide {
  const order = required(decisions, [id]).map(ready);
  const service = decisions[id]?.service ? decisions[id] : null;
  return (surroundings) => {
    const trace = tracing();
    const value = evaluateWithin(
      surroundings,
      ({ evaluation }) => {
        const { lookup } = evaluation;
        const known = evaluateAll(order, { evaluation, known: new Map<string, Value>(), input: lookup }, trace.decision);
        const result = known.get(id);
        return service ? invokeWith(result, service, decisions, lookup) : result;
      },
      trace.table,
    );
    return { result: toJson(value ?? null), trace: trace.entries };
  };
}
