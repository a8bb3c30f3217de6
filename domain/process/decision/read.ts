import { DmnModdle } from 'dmn-moddle';
import { checkedFeel } from '../compile/feel.ts';
import { WHOLE_FILE, type Findings, type Place } from '../compile/findings.ts';
import { many, one, string, type Moddle } from '../compile/moddle.ts';
import { bounded, reportWarning } from '../compile/xml.ts';
import type { Decision } from '../graph.ts';
import { readTable } from './read-table.ts';

/** Reads the decisions of a DMN file (1.1 to 1.5) by id; what is wrong with it is reported. */
export async function readDecisions(xml: string, found: Findings): Promise<Map<string, Decision>> {
  const decisions = new Map<string, Decision>();
  const definitions = await parseDmn(xml, found);
  if (!definitions) return decisions;
  const drg = many(definitions.drgElement);
  const names = new Map(drg.map((element) => [element.id ?? '', variableName(element)]));
  for (const element of drg.filter(({ $type }) => $type === 'dmn:Decision')) {
    const decision = readDecision(element, names, found);
    if (decision) decisions.set(decision.id, decision);
  }
  for (const id of decisions.keys()) checkCircle(id, [], decisions, found);
  if (decisions.size === 0) found.add('decision-empty', WHOLE_FILE);
  return decisions;
}

async function parseDmn(xml: string, found: Findings): Promise<Moddle | null> {
  if (!bounded(xml, found)) return null;
  try {
    const { rootElement, warnings } = await new DmnModdle().fromXML(mapNamespaces(xml));
    for (const warning of warnings) reportWarning(warning, found);
    return rootElement;
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    found.add('xml-invalid', WHOLE_FILE, { detail: (text.split('\n')[0] ?? '').slice(0, 200) });
    return null;
  }
}

/** dmn-moddle knows DMN 1.3 alone; for what is read here 1.1 to 1.5 say the same under other names. */
function mapNamespaces(xml: string): string {
  const base = 'https://www.omg.org/spec/DMN/20191111';
  return xml
    .replace(/https?:\/\/www\.omg\.org\/spec\/DMN\/\d{8}\/(?:MODEL\/?|dmn\.xsd)(?=["'])/g, `${base}/MODEL/`)
    .replace(/https?:\/\/www\.omg\.org\/spec\/DMN\/\d{8}\/DMNDI\/?(?=["'])/g, `${base}/DMNDI/`);
}

function readDecision(element: Moddle, names: Map<string, string>, found: Findings): Decision | null {
  const id = element.id ?? '';
  const at: Place = { element: id, elementName: element.name ?? null, place: null };
  const requires: string[] = [];
  const inputs: string[] = [];
  for (const requirement of many(element.informationRequirement)) {
    const decision = hrefId(requirement.requiredDecision);
    const input = hrefId(requirement.requiredInput);
    const missing = [decision, input].find((ref) => ref !== null && !names.has(ref));
    if (missing !== undefined) found.add('dangling-reference', at, { detail: String(missing) });
    else if (decision !== null) requires.push(decision);
    else if (input !== null) inputs.push(names.get(input) ?? input);
  }
  if (many(element.knowledgeRequirement).length > 0) {
    found.add('decision-logic', at, { type: 'Business Knowledge Model' });
  }
  const known = [...inputs, ...requires.map((one) => names.get(one) ?? one)];
  const logic = readLogic(one(element.decisionLogic), at, known, found);
  return logic && { id, name: element.name ?? id, variable: names.get(id) ?? id, requires, inputs, logic };
}

function readLogic(logic: Moddle | null, at: Place, known: string[], found: Findings): Decision['logic'] | null {
  if (logic?.$type === 'dmn:DecisionTable') return readTable(logic, at, known, found);
  if (logic?.$type === 'dmn:LiteralExpression') {
    const text = string(logic.text);
    if (text === null) found.add('decision-empty', at);
    else checkedFeel(text, { ...at, place: 'literal expression' }, found, known);
    return { type: 'expression', feel: text ?? 'null' };
  }
  if (logic) found.add('decision-logic', at, { type: logic.$type.replace(/^dmn:/, '') });
  else found.add('decision-empty', at);
  return null;
}

function variableName(element: Moddle): string {
  return string(one(element.variable)?.name) ?? element.name ?? element.id ?? '';
}

function hrefId(reference: unknown): string | null {
  return string(one(reference)?.href)?.replace(/^.*#/, '') ?? null;
}

function checkCircle(id: string, path: string[], decisions: Map<string, Decision>, found: Findings): void {
  if (path[0] === id) {
    found.add('decision-circle', { ...WHOLE_FILE, element: id }, { path: [...path, id].join(' → ') });
  }
  if (path.includes(id)) return;
  for (const required of decisions.get(id)?.requires ?? []) checkCircle(required, [...path, id], decisions, found);
}
