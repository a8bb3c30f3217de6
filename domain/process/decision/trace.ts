import type { TableTrace } from '../feel/build.ts';
import { toJson, type Value } from '../feel/values.ts';
import type { Json } from '../types.ts';
import type { Decision } from './model.ts';

/** Characters (JSON) of one value and of a whole trace: it is kept with the request for years. */
const VALUE = 2_000;
const WHOLE = 64_000;

/** Collects how decisions came out, bounded; what is left out is marked by `…`. */
export function tracing() {
  const entries: Json[] = [];
  let tables: Json[] = [];
  let left = WHOLE;

  /** The value, or its beginning. */
  function cut(value: Value): Json {
    const json = toJson(value ?? null);
    const text = JSON.stringify(json);
    const kept = text.length > VALUE || text.length > left ? `${text.slice(0, 100)}…` : json;
    left -= Math.min(text.length, 100);
    if (kept === json) left -= text.length;
    return kept;
  }

  function table({ place, inputs, rules }: TableTrace): void {
    if (left <= 0) return;
    left -= 50;
    tables.push({
      ...(place === undefined ? {} : { place }),
      inputs: inputs.map(({ label, value }) => ({ label, value: cut(value) })),
      rules: rules.map((rule) => ({ id: rule.id, outputs: rule.outputs.map(cut) })),
    });
  }

  /** Takes the tables since the last decision as its own. */
  function decision({ id, logic }: Decision, value: Value): void {
    const own = logic.type === 'table' ? ((tables.pop() ?? {}) as object) : {};
    entries.push({ decision: id, ...own, ...(tables.length > 0 ? { tables } : {}), result: cut(value) });
    tables = [];
  }

  return { entries, table, decision };
}
