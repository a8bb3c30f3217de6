import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Position, Variables } from '../../domain/process/types.ts';
import type { Case } from './adapter/case.ts';
import { Player } from './adapter/player.ts';
import { publish, refusal, type Published } from './adapter/publish.ts';
import { translate } from './oracle/translate.ts';

interface Observation {
  tasks: string[];
  subs: string[];
  marks: string[];
  ordered?: boolean;
  vars: Variables;
  ended: boolean;
}

type Step = { expect: Observation } & (
  | { do: 'complete'; task: string; vars?: Variables }
  | { do: 'message'; message: string }
  | { do: 'signal'; signal: string }
  | { do: 'timer'; element: string; atHours: number }
);

interface CaseFile {
  name: string;
  file: string;
  process: string;
  scenarios: { variables: Variables; start: Observation; steps: Step[] }[];
}

/** Random processes with what a mature engine and a reading of the standard agree on, step by step. */
export function casesOf(folder: string): Case[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return files.toSorted().map((name) => {
    const one = JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as CaseFile;
    return { name: one.name, differs: () => differs(one, readFileSync(path.join(folder, one.file), 'utf8')) };
  });
}

async function differs({ process, scenarios }: CaseFile, xml: string): Promise<string | null> {
  const published = await publish(await translate(xml), process, ['mark']);
  if (!published.root) return refusal(published);
  for (const [index, scenario] of scenarios.entries()) {
    const found = play(published, scenario);
    if (found !== null) return `scenario ${index + 1}, ${found}`;
  }
  return null;
}

function play(published: Published, { variables, start, steps }: CaseFile['scenarios'][number]): string | null {
  let marks: string[] = [];
  const player = new Player(published, ({ element }) => {
    marks.push(element);
    return {};
  });
  player.start(variables);
  const first = compare(player, marks, start);
  if (first !== null) return `start: ${first}`;
  for (const [index, step] of steps.entries()) {
    marks = [];
    act(player, step);
    const found = compare(player, marks, step.expect);
    if (found !== null) return `step ${index + 1} (${step.do}): ${found}`;
  }
  return null;
}

function act(player: Player, step: Step): void {
  const { tasks, timers } = player.position;
  if (step.do === 'complete') {
    const task = tasks.find((one) => keyOf(one) === step.task);
    if (!task) throw new Error(`no task ${step.task} is open`);
    player.say({ type: 'task-completed', activation: task.activation, variables: step.vars ?? {} });
  } else if (step.do === 'message') {
    player.say({ type: 'message', name: step.message, key: null, variables: {} });
  } else if (step.do === 'signal') {
    player.say({ type: 'signal', name: step.signal, variables: {} });
  } else {
    const timer = timers.find((one) => keyOf(one) === step.element);
    if (!timer) throw new Error(`no timer ${step.element} is armed`);
    player.fire(timer, step.atHours);
  }
}

function compare(player: Player, marks: string[], expected: Observation): string | null {
  const { tasks, timers, messages, signals, incidents } = player.position;
  const [incident] = incidents;
  if (incident) return `incident ${incident.code} at ${incident.element}: ${incident.message}`;
  const subs = [
    ...messages.map((one) => `message:${keyOf(one)}`),
    ...signals.map((one) => `signal:${keyOf(one)}`),
    ...timers.map((one) => `timer:${keyOf(one)}`),
  ];
  const { ordered = false } = expected;
  const pairs: [string, unknown, unknown][] = [
    ['tasks', tasks.map(keyOf).toSorted(), expected.tasks.toSorted()],
    ['subscriptions', subs.toSorted(), expected.subs.toSorted()],
    ['marks', ordered ? marks : marks.toSorted(), ordered ? expected.marks : expected.marks.toSorted()],
    ['variables', sorted(player.variables), sorted(expected.vars)],
    ['ended', player.ended, expected.ended],
  ];
  const wrong = pairs.filter(([, got, wanted]) => JSON.stringify(got) !== JSON.stringify(wanted));
  if (wrong.length === 0) return null;
  return wrong.map(([what, got, wanted]) => `${what}: expected ${JSON.stringify(wanted)}, got ${JSON.stringify(got)}`).join('; ');
}

/** The element, with the number of the multi-instance instance that it lies in or is. */
function keyOf({ element, instance = [] }: Pick<Position['tokens'][number], 'element' | 'instance'>): string {
  return [element, ...instance].join('#');
}

function sorted(variables: Variables): [string, unknown][] {
  return Object.entries(variables).toSorted(([a], [b]) => (a < b ? -1 : 1));
}
