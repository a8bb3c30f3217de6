import { findings, WHOLE_FILE, type Findings, type Place } from '../compile/findings.ts';
import { reporting } from '../compile/feel.ts';
import { many, one, string, type Moddle } from '../compile/moddle.ts';
import { checkCircles } from './circles.ts';
import { checkCoverage } from './coverage.ts';
import { elements } from './elements.ts';
import { parseFile, type DmnFile } from './file.ts';
import type { Decision, FeelType, Logic, Needs, Table } from './model.ts';
import { readFunction, readLogic } from './read-logic.ts';
import { typeNamed } from './read-type.ts';

/** Reads one element of the requirement graph into `into`, and all that it requires. Returns its key. */
interface Reading {
  into: Map<string, Decision>;
  /** The file that is read: its elements are known by their ids alone. */
  main: DmnFile;
  found: Findings;
}

/**
 * Reads a DMN file (1.1 to 1.5): its decisions, knowledge models and services by id, and by namespace and id what they
 * require of other files (`others`: the XML of all files). What is wrong is reported.
 */
export async function readDecisions(
  xml: string,
  found: Findings,
  others: Readonly<Record<string, string>> = {},
): Promise<Map<string, Decision>> {
  const into = new Map<string, Decision>();
  const main = await parseFile(xml, others, found);
  if (!main) return into;
  for (const id of main.elements.keys()) readElement(id, main, { into, main, found });
  if (into.size === 0) found.add('decision-empty', WHOLE_FILE);
  checkCircles(into, found);
  checkFeel(into, found);
  return into;
}

/** Under which keys graphs hold what a file defines: by id, and by namespace and id where another file imports it. */
export async function decisionKeys(xml: string): Promise<string[]> {
  const file = await parseFile(xml, {}, findings(''));
  return file ? [...file.elements.keys()].flatMap((id) => [id, `${file.namespace}#${id}`]) : [];
}

const ROLES: Record<string, Decision['role'] | null> = {
  'dmn:Decision': null,
  'dmn:BusinessKnowledgeModel': 'knowledge',
  'dmn:DecisionService': 'service',
};

function readElement(id: string, file: DmnFile, reading: Reading): string | null {
  const { into, main, found } = reading;
  const element = file.elements.get(id);
  const role = element && ROLES[element.$type];
  if (!element || role === undefined) return null;
  const key = file === main ? id : `${file.namespace}#${id}`;
  if (into.has(key)) return key;
  const at: Place = { element: id, elementName: element.name ?? null, place: null };
  const decision: Decision = {
    id: key,
    name: element.name ?? id,
    variable: variableName(element),
    requires: [],
    inputs: [],
    logic: { type: 'expression', feel: 'null' },
  };
  into.set(key, decision);
  if (role) decision.role = role;
  if (role === 'service') readService(element, decision, file, reading, at);
  else {
    readNeeds(element, decision, file, reading, at);
    decision.logic = logicOf(element, role, file, at, found) ?? decision.logic;
    const type = role ? undefined : typeNamed(one(element.variable)?.typeRef, file);
    if (type) decision.as = type;
  }
  return key;
}

function logicOf(element: Moddle, role: Decision['role'] | null, file: DmnFile, at: Place, found: Findings): Logic | null {
  // A decision without logic may be what a service is given (DMN 1.5, 6.2.1.1).
  if (role !== 'knowledge' && !element.decisionLogic && isGiven(element.id ?? '', file)) return null;
  if (role !== 'knowledge') return readLogic(one(element.decisionLogic), { at, file, found });
  const logic = one(element.encapsulatedLogic);
  if (logic) return readFunction(logic, { at, file, found });
  found.add('decision-empty', at);
  return null;
}

function readNeeds(element: Moddle, decision: Decision, file: DmnFile, reading: Reading, at: Place): void {
  const references = [
    ...many(element.informationRequirement).flatMap((one) => [one.requiredDecision, one.requiredInput]),
    ...many(element.knowledgeRequirement).map((one) => one.requiredKnowledge),
  ];
  for (const reference of references) if (reference) need(reference, decision, file, reading, at);
}

/** A service's parameters are its input data and input decisions, in this order; its logic is that of its outputs. */
function readService(element: Moddle, decision: Decision, file: DmnFile, reading: Reading, at: Place): void {
  for (const reference of many(element.inputData)) need(reference, decision, file, reading, at);
  const keys = (list: unknown) =>
    many(list).flatMap((reference) => {
      const target = targetOf(reference, file);
      const key = target && readElement(target.id, target.file, reading);
      if (!key) reading.found.add('dangling-reference', at, { detail: string(reference.href) ?? '' });
      return key ? [key] : [];
    });
  decision.service = { given: keys(element.inputDecision), outputs: keys(element.outputDecision) };
  decision.requires = [...decision.service.outputs, ...decision.service.given];
  if (decision.service.outputs.length === 0) reading.found.add('decision-empty', at);
}

function need(reference: unknown, decision: Decision, file: DmnFile, reading: Reading, at: Place): void {
  const target = targetOf(reference, file);
  const element = target?.file.elements.get(target.id);
  if (!target || !element) {
    reading.found.add('dangling-reference', at, { detail: string(one(reference)?.href) ?? '' });
    return;
  }
  const needs = needsOf(decision, target.name);
  if (element.$type === 'dmn:InputData') {
    const name = variableName(element);
    const type: FeelType | undefined = typeNamed(one(element.variable)?.typeRef, target.file);
    needs.inputs.push(name);
    if (type && type.type !== 'Any') needs.types = { ...needs.types, [name]: type };
    return;
  }
  const key = readElement(target.id, target.file, reading);
  if (key !== null) needs.requires.push(key);
}

function needsOf(decision: Decision, name: string | null): Needs {
  if (name === null) return decision;
  decision.imports ??= {};
  const needs = decision.imports[name] ?? { requires: [], inputs: [] };
  decision.imports[name] = needs;
  return needs;
}

function isGiven(id: string, file: DmnFile): boolean {
  const services = [...file.elements.values()].filter(({ $type }) => $type === 'dmn:DecisionService');
  return services.some((service) => many(service.inputDecision).some(({ href }) => string(href)?.endsWith(`#${id}`)));
}

/** What an `href` names: an element of the file itself (`#id`), or of an imported one (`namespace#id`). */
function targetOf(reference: unknown, file: DmnFile): { id: string; file: DmnFile; name: string | null } | null {
  const href = string(one(reference)?.href);
  if (href === null) return null;
  const hash = href.lastIndexOf('#');
  const id = href.slice(hash + 1);
  const namespace = href.slice(0, Math.max(hash, 0));
  if (namespace === '' || namespace === file.namespace) return { id, file, name: null };
  const found = [...file.imports].find(([, one]) => one.namespace === namespace);
  return found ? { id, file: found[1], name: found[0] } : null;
}

/** Every expression is compiled once, so that what is misspelt is found with its place. */
function checkFeel(read: Map<string, Decision>, found: Findings): void {
  const decisions = Object.fromEntries(read);
  for (const decision of read.values()) {
    if (decision.service) continue;
    const at: Place = { element: decision.id, elementName: decision.name, place: null };
    const before = found.list.length;
    const free = new Set<string>();
    elements(decisions, reporting(at, found, free))(decision);
    if (found.list.length > before) continue;
    checkNames(decision, free, at, found);
    const allowedOf = (feel: string) => decision.types?.[feel]?.allowed ?? [];
    for (const table of tablesIn(decision.logic)) checkCoverage(table, at, found, allowedOf);
  }
}

/** Where a decision's requirements are drawn, what it names besides is probably misspelt; a knowledge model sees its parameters alone. */
function checkNames({ role, inputs, requires, imports = {} }: Decision, free: ReadonlySet<string>, at: Place, found: Findings): void {
  const drawn = role === 'knowledge' || inputs.length + requires.length + Object.keys(imports).length > 0;
  if (drawn) for (const name of free) found.add('input-unknown', at, { name });
}

/** The tables of a boxed expression, wherever they stand. */
function tablesIn(logic: Logic): Table[] {
  if (logic.type === 'table') return [logic];
  const inner = Object.values(logic).flatMap((value: unknown) => (typeof value === 'object' && value !== null ? [value] : []));
  return inner.flatMap((value) => tablesIn(value as Logic));
}

function variableName(element: Moddle): string {
  return string(one(element.variable)?.name) ?? element.name ?? element.id ?? '';
}
