import { expect } from 'vitest';
import { findings } from '../../../domain/process/compile/findings.ts';
import { decider } from '../../../domain/process/decision/evaluate.ts';
import { readDecisions } from '../../../domain/process/decision/read.ts';
import type { Json, Variables } from '../../../domain/process/types.ts';

export const NAMESPACE = 'https://www.omg.org/spec/DMN/20191111/MODEL/';

/** A DMN file of these elements. */
export function dmn(...parts: string[]): string {
  return file('http://vorgang.test', ...parts);
}

export function file(namespace: string, ...parts: string[]): string {
  return `<?xml version="1.0"?><definitions xmlns="${NAMESPACE}" id="d" name="d" namespace="${namespace}">${parts.join('')}</definitions>`;
}

export function expression(feel: string): string {
  return `<literalExpression><text>${escaped(feel)}</text></literalExpression>`;
}

/** A decision; `needs` are ids of decisions, `knows` of knowledge models and services, `given` of input data. */
export function decision(
  id: string,
  logic: string,
  { needs = [], knows = [], given = [], type }: { needs?: string[]; knows?: string[]; given?: string[]; type?: string } = {},
): string {
  return `<decision id="${id}" name="${id}"><variable name="${id}"${type === undefined ? '' : ` typeRef="${type}"`}/>
    ${needs.map((one) => `<informationRequirement><requiredDecision href="${href(one)}"/></informationRequirement>`).join('')}
    ${given.map((one) => `<informationRequirement><requiredInput href="${href(one)}"/></informationRequirement>`).join('')}
    ${knows.map((one) => `<knowledgeRequirement><requiredKnowledge href="${href(one)}"/></knowledgeRequirement>`).join('')}
    ${logic}</decision>`;
}

export function input(name: string, type: string): string {
  return `<inputData id="${name}" name="${name}"><variable name="${name}" typeRef="${type}"/></inputData>`;
}

export interface Table {
  inputs: string[];
  outputs: string[];
  rules: string[][];
  policy?: string;
  otherwise?: string;
  values?: string;
  /** Of every input. */
  inputValues?: string;
  inputType?: string;
}

export function decisionTable({ inputs, outputs, rules, policy = 'hitPolicy="UNIQUE"', ...more }: Table): string {
  const { otherwise, values, inputValues, inputType } = more;
  const text = (tag: string, body: string | undefined, attributes = '') =>
    body === undefined ? '' : `<${tag}${attributes}><text>${escaped(body)}</text></${tag}>`;
  const typed = inputType === undefined ? '' : ` typeRef="${inputType}"`;
  return `<decisionTable ${policy}>
    ${inputs.map((one) => `<input label="${one}">${text('inputExpression', one, typed)}${text('inputValues', inputValues)}</input>`).join('')}
    ${outputs.map((one) => `<output name="${one}">${text('outputValues', values)}${text('defaultOutputEntry', otherwise)}</output>`).join('')}
    ${rules.map((cells, row) => `<rule id="r${row + 1}">${cells.map((cell, column) => text(column < inputs.length ? 'inputEntry' : 'outputEntry', cell)).join('')}</rule>`).join('')}
    </decisionTable>`;
}

/** Reads a file without any finding and evaluates one of its decisions. */
export async function decide(
  xml: string,
  id: string,
  variables: Variables = {},
  others: Record<string, string> = {},
): Promise<{ result: Json; trace: Json }> {
  const found = findings('d');
  const decisions = Object.fromEntries(await readDecisions(xml, found, others));
  const errors = found.list.filter(({ severity }) => severity === 'error');
  expect(errors.map(({ place, message }) => `${place}: ${message.en}`)).toEqual([]);
  const lookup = (name: string) => (Object.hasOwn(variables, name) ? variables[name] : undefined);
  return decider(decisions, id)({ lookup, at: '2026-03-02T08:00:00.000Z', seed: () => 's' });
}

function href(id: string): string {
  return (id.includes('#') ? id : `#${id}`).replaceAll(' ', '-');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
