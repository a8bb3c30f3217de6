import { compileExpression, type Surroundings } from '../feel/compile.ts';
import { toJson, type Context, type Value } from '../feel/values.ts';
import type { Decision } from '../graph.ts';
import type { Json } from '../types.ts';
import { tableEvaluator, type TableTrace } from './table.ts';

export { DecisionError } from './hit-policy.ts';

/** A decision with all that it requires: its result, and how it came to be (the required ones first). */
export type Decide = (surroundings: Surroundings) => { result: Json; trace: Json };

/** How one decision came out: for a table its inputs and the rules that matched. */
type Trace = { decision: string; result: Json } & Partial<TableTrace>;

/**
 * Makes a decision ready to run.
 * @throws FeelSyntaxError; the result throws FeelError or DecisionError
 */
export function decider(decisions: Record<string, Decision>, id: string): Decide {
  const order = required(decisions, id);
  const steps = order.map((decision) => {
    const names = [...decision.inputs, ...decision.requires.map((one) => decisions[one]?.variable ?? one)];
    return { decision, evaluate: evaluator(decision, names) };
  });
  return (surroundings) => {
    const known: Context = {};
    const trace: Trace[] = [];
    let result: Value = null;
    for (const { decision, evaluate } of steps) {
      const lookup = (name: string) => (Object.hasOwn(known, name) ? known[name] : surroundings.lookup(name));
      const found = evaluate({ ...surroundings, lookup });
      result = found.value;
      known[decision.variable] = result;
      trace.push({ decision: decision.id, ...found.trace, result: toJson(result) });
    }
    return { result: toJson(result), trace };
  };
}

type Evaluate = (surroundings: Surroundings) => { value: Value; trace: TableTrace | null };

function evaluator({ logic }: Decision, names: readonly string[]): Evaluate {
  if (logic.type === 'table') return tableEvaluator(logic, names);
  const expression = compileExpression(logic.feel, names);
  return (surroundings) => ({ value: expression(surroundings), trace: null });
}

/** The decision and all that it requires, the required ones first, each once. */
function required(decisions: Record<string, Decision>, id: string, sofar: Decision[] = []): Decision[] {
  const decision = decisions[id];
  if (!decision || sofar.includes(decision)) return sofar;
  for (const one of decision.requires) required(decisions, one, sofar);
  sofar.push(decision);
  return sofar;
}
