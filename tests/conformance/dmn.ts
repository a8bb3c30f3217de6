import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Json, Variables } from '../../domain/process/types.ts';
import type { Case } from './adapter/case.ts';
import { Player } from './adapter/player.ts';
import { publish, refusal, type Published } from './adapter/publish.ts';
import { child, childrenOf, parseXml, type Tag } from './dmn/xml.ts';

/** The DMN TCK: models with test files beside them. Each decision asked for is called by a business-rule task of a published process. */
export function casesOf(folder: string): Case[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /-test-[^/]*\.xml$/.test(name));
  return files.toSorted().flatMap((file) => {
    const root = parseXml(readFileSync(path.join(folder, file), 'utf8'));
    const model = modelOf(path.join(folder, path.dirname(file)), child(root, 'modelName')?.text.trim() ?? '');
    return childrenOf(root, 'testCase').map((one) => ({
      name: `${file} ${one.attributes.id ?? ''}`,
      differs: () => differs(one, model),
    }));
  });
}

type Model = (name: string) => Promise<Published>;

/** Publishes what a model holds, by name, once each. */
function modelOf(folder: string, file: string): Model {
  const files = readdirSync(folder).filter((name) => name.endsWith('.dmn'));
  const decisions = Object.fromEntries(files.map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));
  const model = parseXml(decisions[file] ?? '');
  const published = new Map<string, Promise<Published>>();
  return (name) => {
    const element = model.children.find((one) => /^decision(Service)?$/.test(one.name) && one.attributes.name === name);
    if (!element) throw new Error(`no decision "${name}" in ${file}`);
    const made = published.get(name) ?? publish({ p: processCalling(element.attributes.id ?? '') }, 'p', [], decisions);
    published.set(name, made);
    return made;
  };
}

/** Runs one case; null where all is as expected. */
async function differs(one: Tag, model: Model): Promise<string | null> {
  const inputs = Object.fromEntries(childrenOf(one, 'inputNode').map((input) => [input.attributes.name ?? '', valueOf(input)]));
  for (const node of childrenOf(one, 'resultNode')) {
    const name = node.attributes.name ?? '';
    const service = one.attributes.type === 'decisionService' ? one.attributes.invocableName : undefined;
    const published = await model(service ?? name);
    if (!published.root) return refusal(published);
    const expected = node.attributes.errorResult === 'true' ? null : valueOf(child(node, 'expected'));
    const { value, reason } = evaluate(published, inputs);
    if (!same(expected, value)) return `${name}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(value)}${reason}`;
  }
  return null;
}

/** The result; null with the reason where the decision stopped with an incident. */
function evaluate(published: Published, inputs: Variables): { value: Json; reason: string } {
  const player = new Player(published, () => ({}));
  player.start(inputs);
  const [incident] = player.position.incidents;
  return incident ? { value: null, reason: ` (${incident.message})` } : { value: player.variables[RESULT] ?? null, reason: '' };
}

const RESULT = 'the result of the case';

function processCalling(decision: string): string {
  return `<?xml version="1.0"?><bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
    id="d" targetNamespace="urn:conformance"><bpmn:process id="p" isExecutable="true">
    <bpmn:startEvent id="start"><bpmn:outgoing>a</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="a" sourceRef="start" targetRef="decide"/>
    <bpmn:businessRuleTask id="decide"><bpmn:extensionElements><zeebe:calledDecision decisionId="${decision}" resultVariable="${RESULT}"/></bpmn:extensionElements>
      <bpmn:incoming>a</bpmn:incoming><bpmn:outgoing>b</bpmn:outgoing></bpmn:businessRuleTask>
    <bpmn:sequenceFlow id="b" sourceRef="decide" targetRef="end"/>
    <bpmn:endEvent id="end"><bpmn:incoming>b</bpmn:incoming></bpmn:endEvent></bpmn:process></bpmn:definitions>`;
}

/** A value of a test file as a variable: dates and durations are text. */
function valueOf(tag: Tag | undefined): Json {
  const components = childrenOf(tag, 'component');
  if (components.length > 0) return Object.fromEntries(components.map((one) => [one.attributes.name ?? '', valueOf(one)]));
  const list = child(tag, 'list');
  if (list) return childrenOf(list, 'item').map(valueOf);
  const value = child(tag, 'value');
  if (!value || value.attributes.nil === 'true' || (value.text === '' && value.attributes.type === undefined)) return null;
  const type = value.attributes.type?.replace(/^.*:/, '') ?? (/^-?\d+(\.\d+)?$/.test(value.text) ? 'decimal' : 'string');
  if (['decimal', 'double', 'float', 'integer', 'int', 'long'].includes(type)) return Number(value.text);
  return type === 'boolean' ? value.text === 'true' : value.text;
}

/** Equal, numbers as the TCK compares them: to eight decimals. */
function same(expected: Json, got: Json): boolean {
  if (typeof expected === 'number' && typeof got === 'number') return Math.abs(expected - got) <= 1e-8 * Math.max(1, Math.abs(expected));
  if (typeof expected !== 'object' || expected === null || typeof got !== 'object' || got === null) return expected === got;
  if (Array.isArray(expected) || Array.isArray(got)) {
    return (
      Array.isArray(expected) &&
      Array.isArray(got) &&
      expected.length === got.length &&
      expected.every((one, index) => same(one, got[index] ?? null))
    );
  }
  const names = new Set([...Object.keys(expected), ...Object.keys(got)]);
  return [...names].every((name) => same(expected[name] ?? null, got[name] ?? null));
}
