import type { Findings, Place } from '../compile/findings.ts';
import { columnOf, type Column } from './column.ts';
import type { HitPolicy, Table } from './model.ts';

/** Hit policies under which a missing rule means that nothing is decided. */
const NEEDS_ONE: readonly string[] = ['UNIQUE', 'FIRST', 'ANY', 'PRIORITY'];
/** Work of one table's check: some 100 ms. */
const STEPS = 100_000;
/** Findings of one kind that are told of a table. */
const MOST = 3;

/**
 * Reports inputs for which no rule applies, rules that apply together where only one may, and rules that are never reached.
 * Cells that compute something are taken to pass when gaps are looked for and not to pass when overlaps are: what is
 * reported is certain. Null is not counted as a gap. `allowedOf`: unary tests of the values that an input may have.
 */
export function checkCoverage(table: Table, at: Place, found: Findings, allowedOf: (feel: string) => readonly string[]): void {
  if (table.rules.length === 0 || table.inputs.length === 0) return;
  const columns = table.inputs.map(({ feel, values }, index) =>
    columnOf(
      table.rules.map(({ tests }) => tests[index] ?? '-'),
      [...(values === undefined ? [] : [values]), ...allowedOf(feel)],
    ),
  );
  if (!columns.every((column) => column !== null)) {
    found.add('table-unchecked', at);
    return;
  }
  const budget = { left: STEPS };
  const example = (parts: (number | null)[]) => shown(table, columns, parts);
  if (NEEDS_ONE.includes(table.hitPolicy) && table.outputs.every(({ otherwise }) => otherwise === null)) {
    for (const gap of gapsIn(columns, budget)) found.add('table-gap', at, example(gap));
  }
  for (const { rules, parts, code } of conflictsIn(table, columns, budget)) {
    found.add(code, at, { ...example(parts), first: rules[0] + 1, second: rules[1] + 1, policy: table.hitPolicy });
  }
  if (budget.left < 0) found.add('table-unchecked', at);
}

/** Combinations of parts that no rule may apply to; null: any part of that column. */
function gapsIn(columns: Column[], budget: { left: number }): (number | null)[][] {
  const gaps: (number | null)[][] = [];
  // Parts that leave the same rules lead to the same gaps.
  const seen = new Set<string>();
  const visit = (column: number, rules: readonly number[], way: number[]): void => {
    if (gaps.length >= MOST || (budget.left -= 1 + rules.length / 10) < 0) return;
    if (rules.length === 0) {
      gaps.push([...way, ...columns.slice(way.length).map(() => null)]);
      return;
    }
    const here = columns[column];
    const key = `${column}:${rules.join()}`;
    if (!here || seen.has(key)) return;
    seen.add(key);
    let bare = false;
    for (const [part, { isNull }] of here.parts.entries()) {
      if (isNull) continue;
      const left = rules.filter((rule) => here.maybe[rule]?.[part]);
      if (left.length > 0 || !bare) visit(column + 1, left, [...way, part]);
      bare ||= left.length === 0;
    }
  };
  visit(0, columns[0]?.maybe.map((_cell, rule) => rule) ?? [], []);
  return gaps;
}

interface Conflict {
  rules: [number, number];
  parts: (number | null)[];
  code: 'table-overlap' | 'table-differs' | 'rule-never';
}

const CONFLICTS: Partial<Record<HitPolicy, Conflict['code']>> = {
  UNIQUE: 'table-overlap',
  ANY: 'table-differs',
  FIRST: 'rule-never',
};

function conflictsIn(table: Table, columns: Column[], budget: { left: number }): Conflict[] {
  const code = CONFLICTS[table.hitPolicy];
  const conflicts: Conflict[] = [];
  if (code === undefined) return conflicts;
  for (let second = 1; second < table.rules.length; second += 1) {
    for (let first = 0; first < second && conflicts.length < MOST; first += 1) {
      if ((budget.left -= 1) < 0) return conflicts;
      if (code === 'rule-never' && !hides(columns, first, second)) continue;
      if (code === 'table-differs' && sameOutputs(table, first, second)) continue;
      const parts = common(columns, first, second);
      if (parts) conflicts.push({ rules: [first, second], parts, code });
      if (parts && code === 'rule-never') break;
    }
  }
  return conflicts;
}

/** A part of each column that both rules surely apply to. */
function common(columns: Column[], first: number, second: number): number[] | null {
  const parts = columns.map(({ parts, surely }) => {
    const both = (_part: unknown, index: number) => surely[first]?.[index] === true && surely[second]?.[index] === true;
    const named = parts.findIndex((part, index) => !part.isNull && both(part, index));
    return named < 0 ? parts.findIndex(both) : named;
  });
  return parts.includes(-1) ? null : parts;
}

/** Whether the first rule surely applies wherever the second may. */
function hides(columns: Column[], first: number, second: number): boolean {
  return columns.every(({ surely, maybe }) => maybe[second]?.every((may, part) => !may || surely[first]?.[part] === true));
}

function sameOutputs({ rules }: Table, first: number, second: number): boolean {
  return JSON.stringify(rules[first]?.outputs) === JSON.stringify(rules[second]?.outputs);
}

function shown({ inputs }: Table, columns: Column[], parts: (number | null)[]): { exampleDe: string; exampleEn: string } {
  const [de, en] = ([0, 1] as const).map((language) =>
    parts
      .flatMap((part, index) =>
        part === null ? [] : [`${inputs[index]?.label ?? ''}: ${columns[index]?.parts[part]?.shown[language] ?? ''}`],
      )
      .join(', '),
  );
  return { exampleDe: de ?? '', exampleEn: en ?? '' };
}
