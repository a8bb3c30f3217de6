import fc from 'fast-check';
import { evaluate as reference, unaryTest as referenceTest } from 'feelin';
import { describe, expect, it } from 'vitest';
import { compileExpression, compileTest, evaluateWithin, type Surroundings } from '../../../../domain/process/feel/compile.ts';
import { toJson } from '../../../../domain/process/feel/values.ts';

const VARIABLES: Record<string, unknown> = {
  n: 3,
  m: -2,
  t: 'text',
  u: 'Übung',
  yes: true,
  l: [1, 2, 3],
  c: { x: 5, y: { z: 'deep' } },
  half: 2.5,
};
const SURROUNDINGS: Surroundings = {
  lookup: (name) => (Object.hasOwn(VARIABLES, name) ? VARIABLES[name] : undefined),
  at: '2026-11-22T08:00:00.000Z',
  seed: () => 'seed',
};

type Typed = Record<'number' | 'text' | 'truth' | 'list' | 'time', string>;

/** Expressions as people write them: typed, with null and missing variables here and there. */
const typed = fc.letrec<Typed>((tie) => {
  const both = (a: keyof Typed, b: keyof Typed, join: (x: string, y: string) => string) =>
    fc.tuple(tie(a), tie(b)).map(([x, y]) => join(x, y));
  const operator = (of: keyof Typed, ...operators: string[]) =>
    fc.tuple(tie(of), fc.constantFrom(...operators), tie(of)).map(([x, o, y]) => `(${x} ${o} ${y})`);
  const either = (of: keyof Typed) => fc.tuple(tie('truth'), tie(of), tie(of)).map(([c, x, y]) => `(if ${c} then ${x} else ${y})`);
  const call = (name: string, ...of: (keyof Typed)[]) =>
    fc.tuple(...of.map((one) => tie(one))).map((args) => `${name}(${args.join(', ')})`);
  const deep = { maxDepth: 4, depthSize: 'small' } as const;
  return {
    number: fc.oneof(
      deep,
      fc.constantFrom('0', '1', '7', '12', '0.5', '(-4)', 'n', 'm', 'half', 'c.x', 'null', 'missing', 'l[1]', 'l[-1]'),
      operator('number', '+', '-', '*'),
      either('number'),
      call('count', 'list'),
      call('sum', 'list'),
      call('string length', 'text'),
      call('abs', 'number'),
      call('floor', 'number'),
      call('modulo', 'number', 'number'),
    ),
    text: fc.oneof(
      deep,
      fc.constantFrom('"a"', '"abc"', '""', 't', 'u', 'c.y.z', 'null', 'c.q'),
      operator('text', '+'),
      either('text'),
      call('upper case', 'text'),
      call('string', 'number'),
      call('substring before', 'text', 'text'),
      call('string join', 'list').map(() => '"j"'),
    ),
    truth: fc.oneof(
      deep,
      fc.constantFrom('true', 'false', 'yes', 'null', 'missing'),
      operator('number', '<', '<=', '>', '>=', '=', '!='),
      operator('text', '=', '!=', '<'),
      operator('time', '<', '>=', '='),
      operator('truth', 'and', 'or'),
      call('not', 'truth'),
      call('contains', 'text', 'text'),
      call('starts with', 'text', 'text'),
      tie('number').map((x) => `(${x} in [1..7))`),
      tie('number').map((x) => `(${x} in (1, 3, > 10))`),
      tie('number').map((x) => `(${x} between 0 and 5)`),
      tie('list').map((x) => `(some i in ${x} satisfies i != null and i > 2)`),
      tie('list').map((x) => `(every i in ${x} satisfies i != null)`),
    ),
    list: fc.oneof(
      deep,
      fc.constantFrom('l', '[1, 2]', '[]', '[4, 5, 6]'),
      both('number', 'number', (x, y) => `[${x}, ${y}]`),
      both('list', 'number', (x, y) => `(for i in ${x} return ${y})`),
      both('list', 'number', (x, y) => `${x}[item > ${y}]`),
      call('reverse', 'list'),
      call('append', 'list', 'number'),
      call('concatenate', 'list', 'list'),
    ),
    time: fc.oneof(
      deep,
      fc.constantFrom('date and time("2026-05-01T10:00:00Z")', '@"2026-01-31T23:30:00Z"', 'null'),
      tie('time').map((x) => `(${x} + duration("PT36H"))`),
      tie('time').map((x) => `(${x} - @"P1M")`),
    ),
  };
});

describe('FEEL as closures', { timeout: 60_000 }, () => {
  it.each(['number', 'text', 'truth', 'list', 'time'] as const)('gives what feelin gives: %s', (type) => {
    fc.assert(
      fc.property(typed[type], (source) => {
        const ours = outcome(() => compileExpression(source)(SURROUNDINGS));
        expect(ours, source).toEqual(outcome(() => reference(source, VARIABLES).value));
      }),
      { numRuns: 700 },
    );
  });

  const numbers = fc.oneof(
    fc.constantFrom(
      '-',
      '1',
      'not(1)',
      'not(1, 3)',
      '< 3',
      '>= n',
      '(1..3)',
      ']1..3]',
      '1, 2, > 10',
      'null',
      'l',
      '? > 2',
      'n',
      '? > 2 and yes',
    ),
    fc
      .tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 }))
      .map(([a, b]) => `[${Math.min(a, b)}..${Math.max(a, b)}], ${a}`),
  );
  const texts = fc.constantFrom('"a"', '"a", "b"', 'not("a")', '-', 't', 'null', '["a", "c"]', 'contains(?, "a")');
  const cases = fc.oneof(
    fc.tuple(numbers, fc.oneof(fc.integer({ min: 0, max: 12 }), fc.constant(null))),
    fc.tuple(texts, fc.constantFrom('a', 'b', 'c', 'text', null)),
    fc.tuple(fc.constantFrom('true', 'false', '-', 'not(true)', 'null'), fc.constantFrom(true, false, null)),
  );
  it('tests a cell of a decision table as feelin does', () => {
    fc.assert(
      fc.property(cases, ([source, input]) => {
        // feelin takes the null of `? > 2` for an equal of a null input.
        fc.pre(input !== null || !source.includes('?'));
        const theirs = referenceTest(source, { ...VARIABLES, '?': input }).value === true;
        const test = compileTest(source, {});
        expect(evaluateWithin(SURROUNDINGS, (env) => test(env, input)) === true, `${input} ${source}`).toBe(theirs);
      }),
      { numRuns: 700 },
    );
  });
});

/** As JSON; numbers to 12 digits, since ours are rounded to decimals. */
function outcome(work: () => unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(toJson(work())), (_key, value: unknown) =>
      typeof value === 'number' ? Number(value.toPrecision(12)) : value,
    );
  } catch {
    return null;
  }
}
