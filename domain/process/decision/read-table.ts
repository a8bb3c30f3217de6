import { checkedFeel, checkedTests } from '../compile/feel.ts';
import type { Findings, Place } from '../compile/findings.ts';
import { many, one, string, type Moddle } from '../compile/moddle.ts';
import type { Aggregation, Decision, DecisionRule, HitPolicy } from '../graph.ts';

type Table = Extract<Decision['logic'], { type: 'table' }>;

const POLICIES: readonly string[] = ['UNIQUE', 'FIRST', 'ANY', 'PRIORITY', 'COLLECT', 'RULE ORDER', 'OUTPUT ORDER'];

/** Reads a decision table; `known` are names that its expressions may use although they hold blanks. */
export function readTable(table: Moddle, at: Place, known: string[], found: Findings): Table {
  const hitPolicy = (string(table.hitPolicy) ?? 'UNIQUE') as HitPolicy;
  const aggregation = string(table.aggregation) as Aggregation | null;
  const feel = (text: string, place: string) => {
    checkedFeel(text, { ...at, place }, found, known);
    return text;
  };
  const inputs = many(table.input).map((input, index) => {
    const text = string(one(input.inputExpression)?.text)?.trim() ?? null;
    const label = string(input.label) ?? text ?? `${index + 1}`;
    if (text === null) found.add('decision-empty', { ...at, place: `input ${index + 1}` });
    return { label, feel: text === null ? 'null' : feel(text, `input "${label}"`) };
  });
  const outputs = many(table.output).map((output, index) => {
    const values = string(one(output.outputValues)?.text);
    const otherwise = string(one(output.defaultOutputEntry)?.text);
    const name = string(output.name) ?? string(output.label) ?? `output${index + 1}`;
    return {
      name,
      values: values === null ? null : feel(`[${values}]`, `output "${name}"`),
      otherwise: otherwise === null ? null : feel(otherwise, `output "${name}"`),
    };
  });
  const rules = many(table.rule).map((rule, index) => readRule(rule, index, at, [...known, '?'], found));
  if (outputs.length === 0) found.add('decision-empty', { ...at, place: 'outputs' });
  const read: Table = { type: 'table', hitPolicy, aggregation, inputs, outputs, rules };
  checkPolicy(read, at, found);
  return read;
}

function readRule(rule: Moddle, index: number, at: Place, known: string[], found: Findings): DecisionRule {
  const place = (what: string, column: number) => ({ ...at, place: `rule ${index + 1}, ${what} ${column + 1}` });
  return {
    id: rule.id ?? `rule${index + 1}`,
    tests: many(rule.inputEntry).map((entry, column) => {
      const text = string(entry.text)?.trim() ?? '';
      return text === '' || text === '-' ? '-' : checkedTests(text, place('input', column), found, known);
    }),
    outputs: many(rule.outputEntry).map((entry, column) => {
      const text = string(entry.text)?.trim() ?? '';
      if (text !== '') checkedFeel(text, place('output', column), found, known);
      return text;
    }),
  };
}

function checkPolicy({ hitPolicy, aggregation, outputs }: Table, at: Place, found: Findings): void {
  if (!POLICIES.includes(hitPolicy)) {
    const hints = { hintDe: 'Wählen Sie eine Trefferregel des Standards.', hintEn: 'Choose a hit policy of the standard.' };
    found.add('hit-policy', at, { policy: hitPolicy, ...hints });
  }
  if ((hitPolicy === 'PRIORITY' || hitPolicy === 'OUTPUT ORDER') && outputs.every(({ values }) => values === null)) {
    const hints = {
      hintDe: 'Geben Sie der Ausgabe ihre Werte in der Reihenfolge des Vorrangs.',
      hintEn: 'Give the output its values in order of priority.',
    };
    found.add('hit-policy', at, { policy: hitPolicy, ...hints });
  }
  if (aggregation !== null && outputs.length > 1) {
    const hints = { hintDe: 'Verwenden Sie nur eine Ausgabe.', hintEn: 'Use one output only.' };
    found.add('hit-policy', at, { policy: `${hitPolicy} ${aggregation}`, ...hints });
  }
}
