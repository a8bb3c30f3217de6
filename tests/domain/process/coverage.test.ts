import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDecision } from '../../../domain/process/compile.ts';
import { decide, decision, decisionTable, dmn, input, type Table } from './dmn.ts';

const check = async (table: Table, ...parts: string[]) => {
  const found = await checkDecision(dmn(...parts, decision('t', decisionTable(table), { given: parts.length > 0 ? ['k'] : [] })), 'd');
  return found.map(({ severity, message }) => `${severity}: ${message.en}`);
};
const rules = (...cells: string[]) => cells.map((cell, index) => [cell, `${index + 1}`]);
const one = (cells: string[], more: Partial<Table> = {}): Table => ({ inputs: ['k'], outputs: ['o'], rules: rules(...cells), ...more });
const gap = (example: string) => `warning: No rule applies to ${example}.`;

describe('gaps of a table', () => {
  it.each<[string, string[], string[]]>([
    ['numbers between two rules', ['< 10', '> 10'], [gap('k: 10')]],
    ['numbers below and above', ['[1.5..2.5]'], [gap('k: 0.5')]],
    ['no gap where a rule takes the rest', ['< 10', 'not(< 10)'], []],
    ['whole numbers have none in between', ['<= 9', '>= 10'], []],
    ['but others do', ['<= 9.5', '>= 10'], [gap('k: 9.75')]],
    ['texts', ['"a"', '"b"'], [gap('k: another text')]],
    ['no gap with not()', ['"a"', 'not("a")'], []],
    ['booleans', ['true'], [gap('k: false')]],
    ['dates', ['< date("2026-01-01")', '> date("2026-01-02")'], [gap('k: 2026-01-01')]],
    ['days have none in between', ['<= date("2026-01-01")', '>= date("2026-01-02")'], []],
    ['durations', ['< duration("PT1H")', '> duration("PT2H")'], [gap('k: PT1H')]],
    ['a cell that computes may pass anything', ['< limit', '"x"'], []],
    ['tests of ?', ['? < 3 or ? > 5', '? >= 4 and ? <= 5'], [gap('k: 3')]],
  ])('%s', async (_title, cells, expected) => {
    expect(await check(one(cells))).toEqual(expected);
  });

  it('are looked for among the values that an input may have', async () => {
    expect(await check(one(['"a"', '"b"'], { inputValues: '"a","b"' }))).toEqual([]);
    expect(await check(one(['"a"'], { inputValues: '"a","b"' }))).toEqual([gap('k: "b"')]);
    expect(await check(one(['[0..50]', '(50..100]'], { inputValues: '[0..100]' }))).toEqual([]);
    const type = `<itemDefinition name="letter"><typeRef>string</typeRef><allowedValues><text>"a","b"</text></allowedValues></itemDefinition>`;
    expect(await check(one(['"a"', '"b"']), type, input('k', 'letter'))).toEqual([]);
  });

  it('name an example of every column that matters', async () => {
    const table = {
      inputs: ['class', 'amount'],
      outputs: ['o'],
      rules: [
        ['"A"', '-', '1'],
        ['not("A")', '< 100', '2'],
      ],
    };
    expect(await check(table)).toEqual([gap('class: another text, amount: 100')]);
  });

  it('are none where a list is made, or a default is given', async () => {
    expect(await check(one(['"a"'], { policy: 'hitPolicy="COLLECT"' }))).toEqual([]);
    expect(await check(one(['"a"'], { otherwise: '0' }))).toEqual([]);
  });

  it('are found exactly: a brute force finds the same', async () => {
    const number = fc.constantFrom('-', '< 2', '>= 2', '[1..3]', '(1..3)', '2, 5', 'not(2)', '> 4');
    const text = fc.constantFrom('-', '"a"', '"b"', 'not("a")', '"a", "b"');
    const table = fc.array(fc.tuple(number, text), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(table, async (cells) => {
        const given = {
          inputs: ['n', 's'],
          outputs: ['o'],
          rules: cells.map((row) => [...row, '1']),
          policy: 'hitPolicy="COLLECT" aggregation="COUNT"',
        };
        const xml = dmn(decision('t', decisionTable(given)));
        let uncovered = 0;
        for (const n of [-9, 0, 1, 2, 3, 4, 5, 6, 9]) {
          for (const s of ['a', 'b', 'c']) if ((await decide(xml, 't', { n, s })).result === 0) uncovered += 1;
        }
        const found = await check({ ...given, policy: 'hitPolicy="FIRST"' });
        expect(found.some((message) => message.includes('No rule'))).toBe(uncovered > 0);
      }),
      { numRuns: 30 },
    );
  }, 180_000);
});

describe('overlaps of a table', () => {
  it('are named with their rules and an example where only one may apply', async () => {
    expect(await check(one(['<= 10', '>= 10', '> 20']))).toEqual([
      'warning: Rules 1 and 2 both apply to k: 10; then the table decides nothing.',
      'warning: Rules 2 and 3 both apply to k: 21; then the table decides nothing.',
    ]);
    expect(await check(one(['<= 10', '>= limit', '-'], { policy: 'hitPolicy="FIRST"' }))).toEqual([]);
  });

  it('matter to ANY where the outputs differ', async () => {
    const any = { inputs: ['k'], outputs: ['o'], policy: 'hitPolicy="ANY"' };
    expect(
      await check({
        ...any,
        rules: [
          ['-', '1'],
          ['> 5', '1'],
        ],
      }),
    ).toEqual([]);
    expect(
      await check({
        ...any,
        rules: [
          ['-', '1'],
          ['> 5', '2'],
        ],
      }),
    ).toEqual(['warning: Rules 1 and 2 both apply to k: 6, but give different results.']);
  });

  it('hide later rules of FIRST', async () => {
    expect(await check(one(['> 5', '> 7', '-'], { policy: 'hitPolicy="FIRST"' }))).toEqual([
      'warning: Rule 2 is never reached: rule 1 applies before.',
    ]);
  });
});

it('a table too large to be searched is said to be, and costs little', async () => {
  const columns = Array.from({ length: 12 }, (_one, index) => `k${index}`);
  const lines = Array.from({ length: 300 }, (_one, row) => [
    ...columns.map((_name, column) => `[${row * (column + 1)}..${row * (column + 7) + 3}]`),
    '1',
  ]);
  const before = performance.now();
  lines.push([...columns.map(() => '-'), '2']);
  expect(await check({ inputs: columns, outputs: ['o'], rules: lines, policy: 'hitPolicy="ANY"' })).toContain(
    'hint: The table is too large to be searched for gaps and overlaps entirely.',
  );
  expect(performance.now() - before).toBeLessThan(10_000);
}, 20_000);
