import { decider } from '../../domain/process/decision/evaluate.ts';
import type { Decision } from '../../domain/process/decision/model.ts';
import { load } from '../../domain/process/load.ts';
import { seeded } from '../../domain/process/simulate/random.ts';
import { Simulation, type Rules } from '../../domain/process/simulate/simulation.ts';
import type { Graph, Variables } from '../../domain/process/types.ts';
import { answerOf } from '../config/play.ts';
import { compileShipped } from '../../commands/provision/compile-shipped.ts';
import { publish } from '../domain/process/model.ts';
import { largeProcess } from './large-process.ts';

/**
 * The process engine alone, on one core, without Temporal and Postgres: `npm run bench -- engine [SECONDS]` (for each
 * figure, 2 by default). Each line ends with what is aimed at. Time is CPU time of this process, and figures are the best
 * of five parts: other work on the machine makes them worse, never better.
 */
const milliseconds = Number(process.argv[2] ?? 2) * 1000;
const at = '2026-11-24T09:00:00.000Z';

const { graphs } = await compileShipped();
const intake = graphs.get('intake');
if (!intake) throw new Error('The shipped processes do not compile: see tests/config/shipped-processes.test.ts.');
const large = await compiledLarge();

const shipped = runs(shippedRules(graphs), intake.hash, shippedVariables());
report('standard process', shipped.elements, 'elements/s', '≥ 20,000');
report('standard process', shipped.requests, 'simulated requests/s', '≥ 2,000');
const generated = runs(largeRules(large), large.hash, { amount: 11, customer: { class: 'A' } });
report('300 elements', generated.elements, 'elements/s', '≥ 20,000');
report('standard process', await waitingBytes(), 'bytes of state while it waits for an agent', '≤ 2,048');
report('300 elements', await compileTime(), 'ms to compile', '≤ 500');
report('table 50 × 4', decisionTime(), 'ms a decision', '≤ 0.2');

/** Whole requests, one after the other, each from start to end. */
function runs(rules: Rules, graph: string, variables: Variables): { elements: number; requests: number } {
  let elements = 0;
  const one = () => {
    const world = new Simulation(rules);
    const request = world.start(graph, variables);
    world.run();
    if (request.status !== 'completed') throw new Error(`A request is left at ${JSON.stringify(request.position())}.`);
    elements = request.trail.filter(({ what }) => what === 'left').length;
  };
  const requests = rate(one);
  return { elements: requests * elements, requests };
}

function shippedRules(all: Map<string, Graph>): Rules {
  const ready = new Map([...all.values()].map((graph) => [graph.hash, load(graph)]));
  return {
    at,
    executables: (hash) => ready.get(hash) ?? missing(hash),
    answers: {
      process: (key) => all.get(key)?.hash ?? null,
      task: () => ({ after: 60_000, variables: { outcome: 'closed' } }),
      step: (step) => ({ after: 0, variables: answerOf(step, 'general', Date.parse(at)) }),
    },
  };
}

function shippedVariables(): Variables {
  const request = { id: 'r1', number: 'V-1', channel: 'mail', language: 'de', subject: 'x', receivedAt: at, kind: 'general' };
  return { customerClass: 'C', request };
}

function largeRules(graph: Graph): Rules {
  const executable = load(graph);
  return { at, executables: () => executable, answers: { task: () => ({ after: 60_000 }) } };
}

async function compiledLarge(): Promise<Graph> {
  const { graph, findings } = await publish({ large: largeProcess() });
  if (!graph) throw new Error(JSON.stringify(findings));
  return graph;
}

async function waitingBytes(): Promise<number> {
  const rules = shippedRules(graphs);
  const world = new Simulation({ ...rules, answers: { ...rules.answers, task: () => null } });
  const request = world.start(intake?.hash ?? '', shippedVariables());
  world.run({ until: at });
  return Buffer.byteLength(JSON.stringify(request.state));
}

async function compileTime(): Promise<number> {
  let best = Infinity;
  for (let n = 0; n < 5; n += 1) {
    const before = cpu();
    load(await compiledLarge());
    best = Math.min(best, cpu() - before);
  }
  return best;
}

function decisionTime(): number {
  const decide = decider({ table: table() }, 'table');
  const random = seeded(1);
  const contexts = Array.from({ length: 100 }, () => ({
    a: random() * 100,
    b: random() * 100,
    c: `k${Math.floor(random() * 50)}`,
    d: random() < 0.5,
  }));
  let n = 0;
  return (
    1000 /
    rate(() => {
      const context: Variables = contexts[(n += 1) % contexts.length] ?? {};
      decide({ lookup: (name) => context[name], at, seed: () => '' });
    })
  );
}

/** Rules that compare numbers, intervals, texts and truth; the last one takes all. */
function table(): Decision {
  const rules = Array.from({ length: 50 }, (_, n) => ({
    id: `r${n}`,
    tests: n === 49 ? ['-', '-', '-', '-'] : [`> ${n}`, `[${n}..${n + 10}]`, `"k${n}", "k${n + 1}"`, n % 2 ? 'true' : '-'],
    outputs: [String(n)],
  }));
  return {
    id: 'table',
    name: 'table',
    variable: 'table',
    requires: [],
    inputs: [],
    logic: {
      type: 'table',
      hitPolicy: 'FIRST',
      aggregation: null,
      inputs: ['a', 'b', 'c', 'd'].map((name) => ({ label: name, feel: name })),
      outputs: [{ name: 'out', values: null, otherwise: null }],
      rules,
    },
  };
}

/** Runs a second, in the best of five parts, after a warm-up. */
function rate(run: () => void): number {
  let best = 0;
  for (let part = 0; part < 6; part += 1) {
    const began = cpu();
    let count = 0;
    while (cpu() - began < milliseconds / 6) {
      for (let n = 0; n < 10; n += 1) run();
      count += 10;
    }
    if (part > 0) best = Math.max(best, (count * 1000) / (cpu() - began));
  }
  return best;
}

/** Milliseconds of CPU so far, of this process alone (garbage collection included). */
function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function report(what: string, value: number, unit: string, aim: string): void {
  const shown = value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
  console.log(`${what.padEnd(17)} ${shown.padStart(9)} ${unit} (aim ${aim})`);
}

function missing(hash: string): never {
  throw new Error(`no graph ${hash}`);
}
