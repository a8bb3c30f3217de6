import type { Calendar } from '../service-level/calendar.ts';
import { contentHash } from './compile/canonical.ts';
import { checkAnswers, embedDecisions, embedForms, fixCalls } from './compile/embed.ts';
import { checkEndless } from './compile/endless.ts';
import { checkEventSubProcesses } from './compile/event-sub-processes.ts';
import { findings, hasErrors, placeOf, WHOLE_FILE, type Findings } from './compile/findings.ts';
import { refuseBeside } from './compile/inert.ts';
import { many, one, string, type Moddle } from './compile/moddle.ts';
import { readProcess } from './compile/read-process.ts';
import { checkReach } from './compile/reach.ts';
import { checkVariables } from './compile/variables.ts';
import { parseBpmn } from './compile/xml.ts';
import { readDecisions } from './decision/read.ts';
import type { Graph } from './graph.ts';
import type { DefinitionSet, Finding, StepDescription } from './types.ts';

export interface CompileInput {
  set: DefinitionSet;
  /** Key of the process. */
  process: string;
  steps: StepDescription[];
  /** The graph that a static call is bound to; null where none is published. */
  resolveProcess: (key: string) => Graph | null;
}

/**
 * Checks a process with all that it names, and makes its graph. Every finding is reported at once; the graph is null where
 * one of them is an error. Equal content gives an equal hash on any machine.
 */
export async function compile(input: CompileInput): Promise<{ graph: Graph | null; findings: Finding[] }> {
  const found = findings(input.process);
  const graph = await makeGraph(input, found);
  return { graph: hasErrors(found.list) ? null : graph, findings: found.list };
}

/** Checks a file of decisions; `others`: the XML of all files, for what it imports. */
export async function checkDecision(xml: string, key: string, others: Readonly<Record<string, string>> = {}): Promise<Finding[]> {
  const found = findings(key);
  await readDecisions(xml, found, others);
  return found.list;
}

/** Keys of the processes that a process calls statically, so that publish can put them in order and refuse circles. */
export async function callsOf(xml: string): Promise<string[]> {
  const definitions = await parseBpmn(xml, findings(''));
  const keys = new Set<string>();
  for (const root of many(definitions?.rootElements)) {
    for (const element of root.$type === 'bpmn:Process' ? within(root) : []) {
      if (element.$type !== 'bpmn:CallActivity') continue;
      const called = many(one(element.extensionElements)?.values).find(({ $type }) => $type === 'zeebe:CalledElement');
      const key = string(called?.processId) ?? string(element.calledElement);
      if (key !== null && !key.trimStart().startsWith('=')) keys.add(key);
    }
  }
  return [...keys];
}

async function makeGraph(input: CompileInput, found: Findings): Promise<Graph | null> {
  const { set, process: key, steps } = input;
  const xml = Object.hasOwn(set.processes, key) ? set.processes[key] : undefined;
  const definitions = xml === undefined ? null : await parseBpmn(xml, found);
  if (definitions) {
    checkPlatform(definitions, found);
    refuseBeside(definitions, found);
  }
  const process = many(definitions?.rootElements).find(({ $type, id }) => $type === 'bpmn:Process' && id === key);
  if (!process) {
    if (xml === undefined || definitions) found.add('process-not-found', WHOLE_FILE, { id: key });
    return null;
  }
  if (process.isExecutable === false) found.add('process-not-executable', placeOf(process));
  const read = readProcess(process, steps, found);
  checkEndless(read.elements, read.flows, found);
  checkEventSubProcesses(read.elements, found);
  checkReach(read.elements, read.flows, found);
  checkAnswers(read.answers, set, found);
  if (!hasErrors(found.list)) checkVariables(read, set, steps, found);
  const content = {
    format: 1 as const,
    process: key,
    name: process.name ?? key,
    elements: read.elements,
    flows: read.flows,
    decisions: await embedDecisions(read.decisions, set, found),
    forms: embedForms(read.forms, set, found),
    called: fixCalls(read.calls, key, input.resolveProcess, found),
    messages: [...read.messages].toSorted(),
  };
  const whole = { ...content, ...calendarsFor(content, set.calendars ?? {}) };
  return { ...whole, hash: contentHash(whole) };
}

/** Zone and calendars are part of a version only where its FEEL asks for them: others need no new one when a calendar changes. */
function calendarsFor(content: object, calendars: Record<string, Calendar>): Pick<Graph, 'zone' | 'calendars'> {
  const text = JSON.stringify(content);
  const [first] = Object.keys(calendars).toSorted();
  const zone = first === undefined ? undefined : calendars[first]?.timeZone;
  return {
    ...(zone !== undefined && /\btoday\s*\(/.test(text) ? { zone } : {}),
    ...(/\bworking\s+time\b/.test(text) ? { calendars } : {}),
  };
}

/** Zeebe itself ignores the platform; a model drawn for another engine means other things by the same marks. */
function checkPlatform(definitions: Moddle, found: Findings): void {
  const attributes = definitions.$attrs as Record<string, unknown> | undefined;
  const platform = string(attributes?.['modeler:executionPlatform']);
  if (platform !== null && platform !== 'Camunda Cloud') found.add('execution-platform', WHOLE_FILE, { platform });
}

function within(root: Moddle): Moddle[] {
  return [root, ...many(root.flowElements).flatMap(within)];
}
