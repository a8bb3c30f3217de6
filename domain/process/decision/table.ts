import { compileExpression, compileUnaryTests, type Expression, type Surroundings } from '../feel/compile.ts';
import { toJson, type Value } from '../feel/values.ts';
import type { Decision } from '../graph.ts';
import type { Json } from '../types.ts';
import { applyPolicy, singleHit, type Hit } from './hit-policy.ts';

type Table = Extract<Decision['logic'], { type: 'table' }>;

/** What a table looked at and which of its rules matched. */
export type TableTrace = {
  inputs: { label: string; value: Json }[];
  rules: { id: string; outputs: Json }[];
};

type Test = (surroundings: Surroundings, input: Value) => boolean | null;

/** Makes a table ready to run: every cell a closure. */
export function tableEvaluator(table: Table, names: readonly string[]) {
  const inputs = table.inputs.map(({ feel }) => compileExpression(feel, names));
  const rules = table.rules.map(({ id, tests, outputs }) => ({
    id,
    tests: tests.map((cell) => (cell === '-' ? null : compileUnaryTests(cell, names))),
    outputs: table.outputs.map((_output, index) => optional(outputs[index] || null, names)),
  }));
  const otherwise = table.outputs.map((output) => optional(output.otherwise, names));
  const priorities = table.outputs.map(({ values }) => optional(values, names));
  const first = singleHit(table.hitPolicy);
  return (surroundings: Surroundings) => {
    const values = inputs.map((input) => input(surroundings));
    const hits: Hit[] = [];
    for (const rule of rules) {
      if (!rule.tests.every((test, index) => matches(test, surroundings, values[index]))) continue;
      hits.push({ id: rule.id, outputs: rule.outputs.map((cell) => cell?.(surroundings) ?? null) });
      if (first) break;
    }
    const lists = priorities.map((list) => (list?.(surroundings) ?? null) as Value[] | null);
    const none = otherwise.some((cell) => cell !== null) ? otherwise.map((cell) => cell?.(surroundings) ?? null) : null;
    const trace: TableTrace = {
      inputs: table.inputs.map(({ label }, index) => ({ label, value: toJson(values[index] ?? null) })),
      rules: hits.map(({ id, outputs }) => ({ id, outputs: toJson(outputs) })),
    };
    return { value: applyPolicy(table, hits, none, lists), trace };
  };
}

function matches(test: Test | null, surroundings: Surroundings, value: Value): boolean {
  return test === null || test(surroundings, value ?? null) === true;
}

function optional(feel: string | null, names: readonly string[]): Expression | null {
  return feel === null ? null : compileExpression(feel, names);
}
