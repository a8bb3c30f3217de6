import { FeelError } from '../feel/feel-error.ts';
import { compare, equals, type Value } from '../feel/values.ts';
import type { Aggregation, HitPolicy, Table } from './model.ts';

export interface Hit {
  id: string;
  outputs: Value[];
}

/** A table cannot say what it is asked: two rules of a UNIQUE one match, and the like. */
export class DecisionError extends FeelError {
  constructor(message: string) {
    super('DECISION_EVALUATION_ERROR', message);
  }
}

/** Whether only the first match counts, so that the rest need not be looked at. */
export function singleHit(policy: HitPolicy): boolean {
  return policy === 'FIRST';
}

/**
 * The result of a table from the rules that matched (DMN 1.5, 8.2.10). `otherwise`: the default outputs, if there are
 * any; `lists`: the values of each output in order of priority.
 * @throws DecisionError
 */
export function applyPolicy(table: Table, hits: Hit[], otherwise: Value[] | null, lists: (Value[] | null)[]): Value {
  const one = (outputs: Value[]) => named(table, outputs);
  const ids = () => hits.map(({ id }) => id).join(', ');
  const [first] = hits;
  if (!first && otherwise) return one(otherwise);
  if (table.aggregation !== null) {
    const values = hits.map(({ outputs }) => outputs[0]);
    return aggregate(table.aggregation, values);
  }
  const many = LISTS.has(table.hitPolicy);
  if (!first) return many ? [] : null;
  const ranked = RANKED.has(table.hitPolicy) ? byPriority(hits, lists) : hits;
  if (many) return ranked.map(({ outputs }) => one(outputs));
  if (table.hitPolicy === 'UNIQUE' && hits.length > 1) throw new DecisionError(`rules ${ids()} match, but only one may`);
  if (table.hitPolicy === 'ANY' && hits.some(({ outputs }) => equals(one(outputs), one(first.outputs)) !== true)) {
    throw new DecisionError(`rules ${ids()} match with different outputs`);
  }
  return one(ranked[0]?.outputs ?? first.outputs);
}

const LISTS: ReadonlySet<HitPolicy> = new Set(['COLLECT', 'RULE ORDER', 'OUTPUT ORDER']);
const RANKED: ReadonlySet<HitPolicy> = new Set(['PRIORITY', 'OUTPUT ORDER']);

/** One output is its value, several are a context by name. */
function named({ outputs }: Table, values: Value[]): Value {
  if (outputs.length === 1) return values[0] ?? null;
  return Object.fromEntries(outputs.map(({ name }, index) => [name, values[index] ?? null]));
}

function byPriority(hits: Hit[], lists: (Value[] | null)[]): Hit[] {
  const rank = (value: Value, list: Value[]) => {
    const found = list.findIndex((item) => equals(item, value) === true);
    return found < 0 ? list.length : found;
  };
  return hits.toSorted((a, b) => {
    for (const [index, list] of lists.entries()) {
      if (!list) continue;
      const order = rank(a.outputs[index], list) - rank(b.outputs[index], list);
      if (order !== 0) return order;
    }
    return 0;
  });
}

function aggregate(by: Aggregation, values: Value[]): Value {
  if (by === 'COUNT') return values.length;
  if (values.length === 0) return null;
  if (by === 'SUM') {
    return values.every((value) => typeof value === 'number') ? values.reduce((sum, value) => sum + value, 0) : null;
  }
  let best: Value = values[0];
  for (const value of values) {
    const order = compare(value, best);
    if (order === null) return null;
    if (by === 'MIN' ? order < 0 : order > 0) best = value;
  }
  return best;
}
