import type { Findings, Place } from '../compile/findings.ts';
import { many, one, string, type Moddle } from '../compile/moddle.ts';
import type { DmnFile } from './file.ts';
import type { Aggregation, DecisionRule, HitPolicy, SimpleType, Table } from './model.ts';
import { simpleTypeNamed } from './read-type.ts';

const POLICIES: readonly string[] = ['UNIQUE', 'FIRST', 'ANY', 'PRIORITY', 'COLLECT', 'RULE ORDER', 'OUTPUT ORDER'];
/** Types whose values are text in a variable and are read when the table says what they are. */
const WRITTEN_AS_TEXT: readonly (SimpleType | undefined)[] = [
  'date',
  'time',
  'date and time',
  'days and time duration',
  'years and months duration',
];

/** Reads a decision table. */
export function readTable(table: Moddle, at: Place, file: DmnFile, found: Findings): Table {
  const hitPolicy = (string(table.hitPolicy) ?? 'UNIQUE') as HitPolicy;
  const aggregation = string(table.aggregation) as Aggregation | null;
  const inputs = many(table.input).map((input, index) => {
    const expression = one(input.inputExpression);
    const text = string(expression?.text)?.trim() ?? null;
    const label = string(input.label) ?? text ?? `${index + 1}`;
    if (text === null) found.add('decision-empty', { ...at, place: `input ${index + 1}` });
    const values = string(one(input.inputValues)?.text);
    const type = simpleTypeNamed(expression?.typeRef, file);
    return {
      label,
      feel: text ?? 'null',
      ...(type && WRITTEN_AS_TEXT.includes(type) ? { type } : {}),
      ...(values === null ? {} : { values }),
    };
  });
  const outputs = many(table.output).map((output, index) => {
    const values = string(one(output.outputValues)?.text);
    const otherwise = string(one(output.defaultOutputEntry)?.text);
    const name = string(output.name) ?? string(output.label) ?? `output${index + 1}`;
    return { name, values: values === null ? null : `[${values}]`, otherwise };
  });
  const rules = many(table.rule).map(readRule);
  for (const [index, { tests, outputs: entries }] of rules.entries()) {
    if (tests.length === inputs.length && entries.length === outputs.length) continue;
    found.add('rule-width', { ...at, place: `rule ${index + 1}` }, { inputs: inputs.length, outputs: outputs.length });
  }
  if (outputs.length === 0) found.add('decision-empty', { ...at, place: 'outputs' });
  const read: Table = { type: 'table', hitPolicy, aggregation, inputs, outputs, rules };
  if (string(table.preferredOrientation) === 'CrossTable') found.add('table-orientation', at);
  checkPolicy(read, at, found);
  return read;
}

function readRule(rule: Moddle, index: number): DecisionRule {
  const text = (entry: Moddle) => string(entry.text)?.trim() ?? '';
  return {
    id: rule.id ?? `rule${index + 1}`,
    tests: many(rule.inputEntry).map((entry) => text(entry) || '-'),
    outputs: many(rule.outputEntry).map(text),
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
