import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Answer, StepAsked } from '../../domain/process/simulate/answers.ts';
import { Simulation } from '../../domain/process/simulate/simulation.ts';
import type { Finding, Variables } from '../../domain/process/types.ts';
import type { Case } from './adapter/case.ts';
import { publish, refusal, type Published } from './adapter/publish.ts';
import { translate } from './betsy/translate.ts';

interface CaseFile {
  process: string;
  case: number;
  calls: [name: string, argument: string][];
}

/** Executable processes with the marks that their scripts must leave. */
export function casesOf(folder: string): Case[] {
  const cases = JSON.parse(readFileSync(path.join(folder, 'cases.json'), 'utf8')) as CaseFile[];
  return cases.map((one) => ({
    name: `${one.process} ${one.case}`,
    differs: () => differs(one, readFileSync(path.join(folder, 'processes', `${one.process}.bpmn`), 'utf8')),
  }));
}

async function differs({ calls }: CaseFile, xml: string): Promise<string | null> {
  const { models, roots, steps } = await translate(xml);
  const published = await Promise.all(Object.keys(models).map((process) => publish(models, process, steps)));
  const refused = published.find(({ root }) => root === null);
  if (refused) return refusedRightly(refused, calls) ? null : refusal(refused);
  const [main, ...others] = published.filter(({ root }) => root !== null && roots.includes(root.graph.process));
  if (!main) return 'no process begins by itself';
  const world = new World(published);
  world.start(main, variablesOf(calls));
  if (calls.some(([name]) => name === 'useParallelProcess')) for (const other of others) world.start(other, {});
  const delay = calls.find(([name]) => name === 'optionDelay')?.[1];
  world.run(delay === undefined ? WAIT : Number(delay));
  return world.compare(calls);
}

/** Milliseconds until the marks are looked at, where the case does not say. */
const WAIT = 60_000;
const AT = '2026-01-01T00:00:00.000Z';
/** What takes time; all other steps are done at once. */
const DURATION: Record<string, number> = { WAIT_TEN_SECONDS: 10_000, CREATE_TIMESTAMP_LOG_1: 10_000, CREATE_TIMESTAMP_LOG_2: 10_000 };
const ERRORS = ['assertErrorThrownErrorEvent', 'assertRuntimeException', 'assertGenericError'];

/** The requests of one case, and what their scripts have left. */
class World {
  private readonly marks: string[] = [];
  private readonly spans = new Map<string, [from: number, to: number]>();
  private marker = false;
  private data: unknown = null;
  private readonly simulation: Simulation;

  constructor(published: Published[]) {
    const executables = new Map(published.flatMap((one) => [...one.executables]));
    this.simulation = new Simulation({
      at: AT,
      published: [...executables.values()].map(({ graph }) => graph),
      executables: (hash) => executables.get(hash) ?? missing(hash),
      answers: { step: (step) => this.answer(step) },
    });
  }

  start({ root }: Published, variables: Variables): void {
    this.simulation.start(root?.graph.hash ?? '', variables);
  }

  run(milliseconds: number): void {
    this.simulation.run({ until: new Date(this.simulation.now + milliseconds).toISOString() });
  }

  compare(calls: CaseFile['calls']): string | null {
    const names = calls.map(([name]) => name);
    const wanted = names.flatMap((name) => (/^assert(Task\d|Increment)$/.test(name) ? name.slice('assert'.length).toLowerCase() : []));
    const wrong: string[] = [];
    const check = (what: string, expected: unknown, got: unknown) => {
      if (String(expected) !== String(got)) wrong.push(`${what}: expected ${String(expected)}, got ${String(got)}`);
    };
    check('marks', wanted.toSorted(), this.marks.toSorted());
    if (names.includes('assertMarkerExists')) check('marker', true, this.marker);
    if (names.includes('assertDataCorrect')) check('data', STRING, this.data);
    if (names.includes('assertExecutionParallel')) check('parallel', true, this.areParallel());
    const incidents = this.simulation.requests.flatMap((request) => request.position().incidents);
    const fails = names.some((name) => ERRORS.includes(name));
    if (fails !== incidents.length > 0)
      check(
        'incidents',
        fails ? 'one' : '',
        incidents.map(({ element, message }) => `${element}: ${message}`),
      );
    return wrong.length === 0 ? null : wrong.join('; ');
  }

  private answer({ step, input }: StepAsked): Answer {
    const { now } = this.simulation;
    const after = DURATION[step] ?? 0;
    const mark = /^SCRIPT_(task\d)$/.exec(step)?.[1];
    if (mark !== undefined) this.marks.push(mark);
    if (step === 'CREATE_MARKER_FILE') this.marker = true;
    if (step.startsWith('CREATE_TIMESTAMP_LOG')) this.spans.set(step, [now, now + after]);
    if (step === 'LOG_DATA') this.data = input.data;
    if (step === 'SET_STRING_DATA') return { after, variables: { data: STRING } };
    if (!step.startsWith('INCREMENT_INTEGER_VARIABLE')) return { after };
    if (step.endsWith('_AND_LOG')) this.marks.push('increment');
    return { after, variables: { integerVariable: Number(input.integerVariable) + 1 } };
  }

  private areParallel(): boolean {
    const [one, other] = [...this.spans.values()];
    return one !== undefined && other !== undefined && one[0] < other[1] && other[0] < one[1];
  }
}

const STRING = 'String';

function variablesOf(calls: CaseFile['calls']): Variables {
  const letters = calls.flatMap(([name]) => (name.startsWith('input') ? name.slice('input'.length).toLowerCase() : []));
  const number = calls.find(([name]) => name === 'setIntegerVariable')?.[1];
  return { test: letters.join(''), ...(number === undefined ? {} : { integerVariable: Number(number) }) };
}

/**
 * A refusal is right where it names an element that is declared out of scope, or where the case wants an error: then the
 * earlier it comes the better.
 */
function refusedRightly({ findings }: Published, calls: CaseFile['calls']): boolean {
  const errors = findings.filter(({ severity }) => severity === 'error');
  return calls.some(([name]) => name === 'assertGenericError') || errors.some(isOutOfScope);
}

function isOutOfScope({ code, element, message }: Finding): boolean {
  return code === 'unsupported-element' && element !== null && /complex gateway|transaction|cancel|multiple event/i.test(message.en);
}

function missing(hash: string): never {
  throw new Error(`no graph ${hash}`);
}
