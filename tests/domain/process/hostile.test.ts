import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callsOf, checkDecision, compile } from '../../../domain/process/compile.ts';
import { load } from '../../../domain/process/load.ts';
import { drawn } from '../../../domain/process/simulate/answers.ts';
import { Simulation } from '../../../domain/process/simulate/simulation.ts';
import type { Finding, Graph, StepDescription } from '../../../domain/process/types.ts';
import { bpmn, element, flow, path, start, user } from './model.ts';

const folder = new URL('../../../config/processes/', import.meta.url);
const shipped = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'));
const table = readFileSync(new URL('../../../config/decisions/service-level.dmn', import.meta.url), 'utf8');

/** Milliseconds of CPU that a check may take: twenty times what it needs on an idle machine. */
const BUDGET = 6000;

/** Checks a file in all ways in which the product reads one, and holds it to the budget. */
async function check(xml: string): Promise<{ graph: Graph | null; findings: Finding[] }> {
  const before = process.cpuUsage();
  const key = /<bpmn:process[^>]*? id="([^"]*)"/.exec(xml)?.[1] ?? 'p';
  const set = { processes: { [key]: xml }, decisions: { d: xml }, forms: {}, answers: [] };
  const result = await compile({ set, process: key, steps: STEPS, resolveProcess: () => null });
  await callsOf(xml);
  await checkDecision(xml, 'd');
  const { user: own, system } = process.cpuUsage(before);
  expect((own + system) / 1000).toBeLessThan(BUDGET);
  expect(result.findings.length).toBeLessThanOrEqual(501);
  for (const { message, remedy } of result.findings) expect(message.en.length * remedy.en.length).toBeGreaterThan(0);
  return result;
}

const STEPS: StepDescription[] = ['set-deadlines', 'send-mail', 'remind', 'escalate', 'archive', 'ask-expert'].map((id) => ({
  id,
  title: { de: id, en: id },
  input: { type: 'object' },
  output: { type: 'object' },
  mode: 'transaction',
  errors: [],
}));

const model = bpmn('p', start(), user('a'), path('s a'));
const into = (inner: string) => model.replace('</bpmn:process>', `${inner}</bpmn:process>`);
const many = (count: number, part: (n: number) => string) => Array.from({ length: count }, (_, n) => part(n)).join('');
const task = (n: number) => `<bpmn:task id="t${n}"/>`;

describe('a file that is none is refused in bounded time, with a finding', () => {
  it.each([
    ['nothing', '', 'xml-invalid'],
    ['white space', ' \n\t ', 'xml-invalid'],
    ['a decision file', table, 'xml-invalid'],
    ['another namespace', model.replaceAll('http://www.omg.org/spec/BPMN/20100524/MODEL', 'http://example.test/x'), 'xml-invalid'],
    ['another encoding', model.replace('UTF-8', 'ISO-8859-1'), 'xml-invalid'],
    ['bytes of UTF-16', Buffer.from(model, 'utf16le').toString('latin1'), 'xml-invalid'],
    ['a cut file', model.slice(0, model.length / 2), 'xml-invalid'],
    ['entities', model.replace('<bpmn:definitions', '<!DOCTYPE x [<!ENTITY a "b">]><bpmn:definitions'), 'xml-doctype'],
    ['an entity that nobody declared', model.replace('name="p"', 'name="&bomb;"'), 'xml-entity'],
    ['50 MB', model.replace('</bpmn:process>', `<!--${'x'.repeat(50_000_000)}--></bpmn:process>`), 'xml-too-large'],
    ['a tag that never ends', `<a b="${'>'.repeat(1_000_000)}`, 'xml-invalid'],
    ['opening brackets', '<'.repeat(1_900_000), 'xml-invalid'],
    ['comments in comments', '<!--'.repeat(400_000), 'xml-invalid'],
    ['elements of no known kind', into('<bpmn:nonsense id="n"/>'), 'xml-invalid'],
    ['100,000 elements', into('<a/>'.repeat(100_000)), 'xml-too-many'],
    ['100,000 levels', into(`${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`), 'xml-too-deep'],
  ])(
    '%s',
    async (_title, xml, code) => {
      const { graph, findings } = await check(xml);
      expect(graph).toBe(null);
      expect(findings.map((one) => one.code)).toContain(code);
    },
    60_000,
  );
});

describe('a file that is large or odd within the bounds is checked in bounded time', () => {
  it.each([
    ['4,000 tasks in a circle', into(many(4000, (n) => task(n) + flow(`t${n}`, `t${(n + 1) % 4000}`))), 'endless-loop'],
    ['4,000 tasks in a chain', into(many(4000, (n) => task(n) + flow(`t${n}`, `t${n + 1}`)) + task(4000)), 'unreachable'],
    ['4,000 flows out of one', into(`${task(0)}${task(1)}${many(4000, (n) => flow('t0', 't1').replace('t0_t1', `f${n}`))}`), 'unreachable'],
    ['4,000 elements of one id', into(many(4000, () => task(0))), 'duplicate-id'],
    ['4,000 flows that lead nowhere', into(many(4000, (n) => flow(`x${n}`, `y${n}`))), 'dangling-reference'],
    [
      '4,000 boundary events',
      into(many(4000, (n) => element('boundaryEvent', `b${n}`, '', '<bpmn:errorEventDefinition/>', 'attachedToRef="a"'))),
      'duplicate-catch',
    ],
    [
      '3,000 links',
      into(
        many(3000, (n) =>
          ['Throw', 'Catch']
            .map((kind) => element(`intermediate${kind}Event`, `${kind}${n}`, '', `<bpmn:linkEventDefinition name="l${n}"/>`))
            .join(''),
        ),
      ),
      'unreachable',
    ],
    ['30,000 attributes', model.replace('<bpmn:process ', `<bpmn:process ${many(30_000, (n) => `a${n}="" `)}`), 'xml-invalid'],
    [
      '90 sub-processes in one another',
      into(`${many(90, (n) => `<bpmn:subProcess id="q${n}">`)}${'</bpmn:subProcess>'.repeat(90)}`),
      'start-event',
    ],
    ['an expression of 90,000 brackets', into(script(`${'('.repeat(90_000)}1${')'.repeat(90_000)}`)), 'feel-syntax'],
    ['an expression of 500,000 terms', into(script(`1${'+1'.repeat(500_000)}`)), 'feel-syntax'],
    [
      'names of the language',
      into(
        '<bpmn:task id="__proto__"/><bpmn:task id="constructor"/><bpmn:sequenceFlow id="toString" sourceRef="__proto__" targetRef="constructor"/>',
      ),
      'unreachable',
    ],
  ])(
    '%s',
    async (_title, xml, code) => {
      expect((await check(xml)).findings.map((one) => one.code)).toContain(code);
    },
    60_000,
  );

  it('and what looks like an entity is none in a comment, a section or a formula', async () => {
    const { findings } = await check(
      into('<!-- &a; --><bpmn:textAnnotation id="t"><bpmn:text><![CDATA[&b;]]> c &amp; d &#228;</bpmn:text></bpmn:textAnnotation>'),
    );
    expect(findings).toEqual([]);
  });

  it('and a mark of byte order is no matter', async () => {
    expect((await check(`\uFEFF${model}`)).findings).toEqual([]);
  });

  it('with the first 500 findings and word that there are more', async () => {
    const { findings } = await check(into(many(4000, (n) => flow(`x${n}`, `y${n}`))));
    expect(findings).toHaveLength(501);
    expect(findings.at(-1)).toMatchObject({ code: 'too-many-findings', severity: 'error', element: null });
  });
});

const script = (expression: string) => element('scriptTask', 'x', `<zeebe:script expression="=${expression}" resultVariable="r"/>`);

/** One damage done to a text: a span taken out, doubled or exchanged for a snippet. */
const damage = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.oneof(fc.constantFrom(0, 1, 2), fc.nat(300)),
  with: fc.oneof(
    fc.constant(null),
    fc.constantFrom(
      '',
      '<',
      '>',
      '"',
      '&#x0;',
      ']]>',
      '<!--',
      '\0',
      '=',
      '=1+',
      'null',
      '__proto__',
      '<bpmn:task id="a"/>',
      'end',
      'start',
      'PT0S',
      'R/PT1S',
    ),
    fc.string({ maxLength: 20, unit: 'binary' }),
  ),
});

function damaged(text: string, { at, length, with: instead }: { at: number; length: number; with: string | null }): string {
  const from = Math.floor(at * text.length);
  const span = text.slice(from, from + length);
  return text.slice(0, from) + (instead ?? span + span) + text.slice(from + length);
}

/** Exchanges the values of two attributes: the file stays well-formed, and says something else. */
function exchanged(text: string, [one, other]: [number, number]): string {
  const values = [...text.matchAll(/="([^"]*)"/g)];
  const [a, b] = [values[one % values.length], values[other % values.length]];
  if (!a || !b || a.index === b.index) return text;
  const [first, second] = a.index < b.index ? [a, b] : [b, a];
  return (
    text.slice(0, first.index) +
    second[0] +
    text.slice(first.index + first[0].length, second.index) +
    first[0] +
    text.slice(second.index + second[0].length)
  );
}

describe('shipped processes, damaged at random', () => {
  it('are checked without a crash, within the budget; and what is let through runs without one', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...shipped),
        fc.array(damage, { maxLength: 2 }),
        fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 3 }),
        async (xml, damages, exchanges) => {
          const broken = damages.reduce(damaged, exchanges.reduce(exchanged, xml));
          const { graph } = await check(broken);
          if (graph) play(graph);
        },
      ),
      { numRuns: 60 },
    );
  }, 180_000);
});

function play(graph: Graph): void {
  const executable = load(graph);
  const world = new Simulation({ at: '2026-03-02T08:00:00.000Z', executables: () => executable, answers: drawn({}, { after: 60_000 }) });
  world.start(graph.hash, {});
  world.run({ events: 100 });
}
