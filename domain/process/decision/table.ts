import type { Closure, Env } from '../feel/build.ts';
import type { Test } from '../feel/compile.ts';
import { toJson, type Value } from '../feel/values.ts';
import { applyPolicy, DecisionError, singleHit, type Hit } from './hit-policy.ts';
import type { Compiling } from './logic.ts';
import type { Table } from './model.ts';
import { conforming, inList } from './types.ts';

/** Makes a table ready to run: every cell a closure. The result throws DecisionError. */
export function tableClosure(table: Table, { known, place, compile }: Compiling): Closure {
  const at = (...what: string[]) => [...place, ...what].join(', ');
  const optional = (feel: string | null, where: string) => (feel === null ? null : compile.feel(feel, known, at(where)));
  const inputs = table.inputs.map(({ label, feel, type, values }) => ({
    label,
    value: compile.feel(feel, known, at(`input "${label}"`)),
    conform: type === undefined ? null : conforming({ type }, 'json'),
    values: values === undefined ? null : compile.test(values, known, at(`values of input "${label}"`)),
  }));
  const rules = table.rules.map(({ id, tests, outputs }, row) => ({
    id,
    tests: tests.map((cell, column) => (cell === '-' ? null : compile.test(cell, known, at(`rule ${row + 1}`, `input ${column + 1}`)))),
    outputs: table.outputs.map((_output, column) => optional(outputs[column] || null, `rule ${row + 1}, output ${column + 1}`)),
  }));
  const otherwise = table.outputs.map(({ name, otherwise: feel }) => optional(feel, `output "${name}"`));
  const lists = table.outputs.map(({ name, values }) => optional(values, `output "${name}"`));
  const first = singleHit(table.hitPolicy);
  const label = place.length > 0 ? { place: place.join(', ') } : {};

  function valuesOf(env: Env): Value[] {
    return inputs.map(({ label, value, conform, values }) => {
      const found = value(env) ?? null;
      const result = conform ? (conform(found, env) ?? found) : found;
      if (values && result !== null && !allows(values, env, result)) {
        throw new DecisionError(`the input "${label}" is ${JSON.stringify(toJson(result))}, which is none of its values`);
      }
      return result;
    });
  }

  function hitsOf(env: Env, values: Value[]): Hit[] {
    const hits: Hit[] = [];
    for (const rule of rules) {
      if (!passes(rule.tests, env, values)) continue;
      hits.push({ id: rule.id, outputs: rule.outputs.map((cell) => cell?.(env) ?? null) });
      if (first) break;
    }
    return hits;
  }

  return (env) => {
    const values = valuesOf(env);
    const hits = hitsOf(env, values);
    env.evaluation.trace?.({ ...label, inputs: inputs.map((input, index) => ({ label: input.label, value: values[index] })), rules: hits });
    const listsNow = lists.map((list) => (list?.(env) ?? null) as Value[] | null);
    for (const [index, list] of listsNow.entries()) {
      const odd = hits.find(({ outputs }) => outputs[index] !== null && !inList(outputs[index], list));
      if (odd)
        throw new DecisionError(`rule ${odd.id} gives ${JSON.stringify(toJson(odd.outputs[index]))}, which is none of the output's values`);
    }
    const none = otherwise.some((cell) => cell !== null) ? otherwise.map((cell) => cell?.(env) ?? null) : null;
    return applyPolicy(table, hits, none, listsNow);
  };
}

/** Null says that nothing is known, which no list of values forbids; of a list each item counts. */
function allows(values: Test, env: Env, result: Value): boolean {
  return Array.isArray(result) ? result.every((item) => values(env, item) === true) : values(env, result) === true;
}

function passes(tests: (Test | null)[], env: Env, values: Value[]): boolean {
  for (let column = 0; column < tests.length; column += 1) {
    const test = tests[column];
    if (test && test(env, values[column]) !== true) return false;
  }
  return true;
}
