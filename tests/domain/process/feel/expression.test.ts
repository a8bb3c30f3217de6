import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FeelError } from '../../../../domain/process/feel/feel-error.ts';
import { compileExpression, type Surroundings } from '../../../../domain/process/feel/compile.ts';
import { FeelSyntaxError } from '../../../../domain/process/feel/parse.ts';
import { toJson } from '../../../../domain/process/feel/values.ts';

const AT = '2026-11-22T08:00:00.000Z';

function surroundings(variables: Record<string, unknown>): Surroundings {
  let drawn = 0;
  const seed = () => `seed-${(drawn += 1)}`;
  return { lookup: (name) => (Object.hasOwn(variables, name) ? variables[name] : undefined), at: AT, seed };
}

const feel = (source: string, variables: Record<string, unknown> = {}) => toJson(compileExpression(source)(surroundings(variables)));

describe('values', () => {
  it.each([
    ['0.1 + 0.2 = 0.3', true],
    ['1 / 3 * 3', 1],
    ['10 / 0', null],
    ['-2 ** 2', 4],
    ['"a" + "b"', 'ab'],
    ['"a" + 1', null],
    ['missing > 1', null],
    ['missing = null', true],
    ['1 = "1"', null],
    ['null and false', false],
    ['null or true', true],
    ['null and true', null],
    ['not(null)', null],
    ['if null then 1 else 2', 2],
    ['[1, 2, 3][item > 1]', [2, 3]],
    ['[1, 2, 3][-1]', 3],
    ['[{a: 1, ok: true}, {a: 2, ok: false}][ok].a', [1]],
    ['{a: 1, b: a + 1}.b', 2],
    ['{"two words": 2}.two words', 2],
    ['some x in [1, null] satisfies x > 0', true],
    ['every x in [1, null] satisfies x > 0', null],
    ['for x in 1..3, y in [10, 20] return x + y', [11, 21, 12, 22, 13, 23]],
    ['for x in 3..1 return x', [3, 2, 1]],
    ['for i in 1..4 return if i = 1 then 1 else i * partial[-1]', [1, 2, 6, 24]],
    ['5 between 1 and 10', true],
    ['5 in (1, [4..6))', true],
    ['5 in < 3', false],
    ['"b" in ("a", "b")', true],
    ['1 instance of number', true],
    ['[1] instance of list<string>', false],
    ['{a: 1} instance of context<a: number>', true],
    ['`odd-name` + 1', 3],
    ['"a\\nb\\u0041"', 'a\nbA'],
  ])('%s', (source, expected) => {
    expect(feel(source, { 'odd-name': 2 })).toEqual(expected);
  });
});

describe('dates and durations', () => {
  it.each([
    ['duration("PT4H") * 2', 'PT8H'],
    ['2 * duration("P1M")', 'P2M'],
    ['duration("PT5H") / 2', 'PT2H30M'],
    ['duration("P1D") / duration("PT6H")', 4],
    ['date("2026-01-31") + duration("P1M")', '2026-02-28'],
    ['date("2026-01-31") + duration("PT1H")', '2026-01-31T01:00:00Z'],
    ['date("2026-03-01") - date("2026-02-01")', 'P28D'],
    ['@"2026-01-01" < @"2026-01-02"', true],
    ['@"2026-01-01" < @"2026-01-01T00:00:00Z"', null],
    ['date and time("2026-10-24T12:00:00@Europe/Vienna") + duration("PT24H")', '2026-10-25T11:00:00@Europe/Vienna'],
    ['date and time("2026-10-24T12:00:00@Europe/Vienna") + duration("P1M")', '2026-11-24T12:00:00@Europe/Vienna'],
    ['date and time("2026-06-01T12:00:00+02:00[Europe/Berlin]")', '2026-06-01T12:00:00@Europe/Berlin'],
    ['date and time("2026-06-01T12:00:00Z", "Europe/Vienna")', '2026-06-01T14:00:00@Europe/Vienna'],
    ['date("2026-06-01").year', 2026],
    ['duration("P1DT2H").hours', 2],
    ['day of week(date("2026-11-22"))', 'Sunday'],
    ['last day of month(date("2026-02-03"))', 28],
    ['max([date("2026-01-01"), date("2026-05-01")])', '2026-05-01'],
    ['years and months duration(date("2025-01-15"), date("2026-03-01"))', 'P1Y1M'],
  ])('%s', (source, expected) => {
    expect(feel(source)).toEqual(expected);
  });

  it('takes the clock from the event, and chance from its id', () => {
    expect(feel('now()')).toBe('2026-11-22T08:00:00Z');
    expect(feel('today()')).toBe('2026-11-22');
    expect(feel('now() + duration("PT4H") > date and time("2026-11-22T11:59:59Z")')).toBe(true);
    expect(feel('[uuid(), uuid(), random number()]')).toEqual(feel('[uuid(), uuid(), random number()]'));
    expect(feel('uuid() = uuid()')).toBe(false);
    expect(feel('uuid()')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

describe('functions', () => {
  it.each([
    ['get or else(missing, "x")', 'x'],
    ['is defined(missing)', false],
    ['is defined(here)', true],
    ['is defined(here.a)', true],
    ['is defined(here.b)', false],
    ['string join(["a", null, "b"], "-")', 'a-b'],
    ['contains(string: "abc", match: "b")', true],
    ['substring("foobar", -3)', 'bar'],
    ['matches("Order 4711", "[0-9]{4}")', true],
    ['replace("a1b22", "[0-9]+", "#")', 'a#b#'],
    ['replace("abcd", "(ab)|(a)", "[1=$1]")', '[1=ab]cd'],
    ['split("a, b", ", *")', ['a', 'b']],
    ['extract("a1 b2", "[a-z][0-9]")', ['a1', 'b2']],
    ['sort([3, 1, 2], function(a, b) a < b)', [1, 2, 3]],
    ['count([1, 2])', 2],
    ['sum([1, 2.5])', 3.5],
    ['min(3, 1)', 1],
    ['list contains([1, null], null)', true],
    ['index of([1, 2, 1], 1)', [1, 3]],
    ['distinct values([1, 2, 1])', [1, 2]],
    ['duplicate values([1, 2, 1])', [1]],
    ['number("1.234,5", ".", ",")', 1234.5],
    ['string(12)', '12'],
    ['context merge([{a: 1}, {b: 2}])', { a: 1, b: 2 }],
    ['trim("  a ")', 'a'],
    ['is blank(" ")', true],
    ['is empty([])', true],
    ['partition([1, 2, 3], 2)', [[1, 2], [3]]],
    ['from base64(to base64("ä"))', 'ä'],
    ['{double: function(x) x * 2}.double(4)', 8],
  ])('%s', (source, expected) => {
    expect(feel(source, { here: { a: null } })).toEqual(expected);
  });
});

describe('bounds', () => {
  it.each([
    'for i in 1..100000000 return i',
    'count(for a in 1..2000, b in 1..2000 return 1)',
    'some a in 1..1000, b in 1..1000 satisfies duration("P1D") * a = null',
    '{f: function(n) f(n + 1)}.f(1)',
    'for i in 1..40 return if i = 1 then "x" else partial[-1] + partial[-1] + string(partial[-1])',
    'for i in 1..40 return if i = 1 then {a: 1} else {a: partial[-1], b: partial[-1]}',
    'string(for i in 1..40 return if i = 1 then {a: 1} else {a: partial[-1], b: partial[-1]})',
    '{x: for i in 1..40 return if i = 1 then [1] else [partial[-1], partial[-1]], y: for i in 1..40 return if i = 1 then [1] else [partial[-1], partial[-1]], z: x = y}.z',
    'duplicate values(for i in 1..50000 return i)',
    'for i in 1..100000 return matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "(a|aa)+$")',
    '{l: for i in 1..5000 return i, r: for i in 1..5000 return list contains(l, -i)}.r',
  ])('ends %s', (source) => {
    expect(() => feel(source)).toThrow(FeelError);
  });

  it('runs patterns in linear time', () => {
    const before = performance.now();
    expect(feel(`matches("${'a'.repeat(5000)}!", "^(a+)+$")`)).toBe(false);
    expect(performance.now() - before).toBeLessThan(500);
  });

  it.each([
    ['(((', 1, 4],
    ['1 +\n  +', 2, 4],
    ['a b c', 1, 1],
    ['foo(1)', 1, 1],
    ['', 1, 1],
    ['"open', 1, 1],
    ['@"nonsense"', 1, 1],
    ['1 + date("2026-02-30")', 1, 5],
    ['('.repeat(500) + '1' + ')'.repeat(500), 1, 0],
  ])('names line and column of %j', (source, line, column) => {
    try {
      compileExpression(source);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(FeelSyntaxError);
      expect(error).toMatchObject(column === 0 ? { line } : { line, column });
    }
  });

  it.each(['{a:', '[', 'date(', '?.', 'a b ', '"'])('refuses thousands of %j in bounded time', { timeout: 60_000 }, (part) => {
    const before = process.cpuUsage();
    expect(() => compileExpression(part.repeat(Math.floor(9_900 / part.length)))).toThrow(FeelSyntaxError);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(5_000);
  });

  it('never throws anything but its own errors on random text', () => {
    const words = [
      '1',
      'a',
      '"s"',
      '+',
      '-',
      '*',
      '(',
      ')',
      '[',
      ']',
      '..',
      'in',
      'if',
      'then',
      'else',
      'for',
      'return',
      '{',
      '}',
      ':',
      ',',
      '.',
      'and',
      'not',
      '?',
      '=',
      '<',
      'null',
      'x',
      'some',
      'satisfies',
      'date("2026-01-01")',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 12 }), (parts) => {
        try {
          feel(parts.join(' '), { a: 1, x: [1, { a: 2 }] });
        } catch (error) {
          expect(error instanceof FeelSyntaxError || error instanceof FeelError).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
