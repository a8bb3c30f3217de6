import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileExpression } from '../../../../domain/process/feel/compile.ts';
import { functionNames } from '../../../../domain/process/feel/functions.ts';
import { toJson } from '../../../../domain/process/feel/values.ts';
import type { Json } from '../../../../domain/process/types.ts';
import type { Calendar } from '../../../../domain/service-level/calendar.ts';

const page = readFileSync(path.join(import.meta.dirname, '../../../../docs/feel.md'), 'utf8');
const examples = [...page.matchAll(/^\| `(.+?)` \| `(.+?)` \| \S.* \| \S.* \|$/gm)].map(
  ([, feel = '', result = '']) => [feel, result] as const,
);

const variables: Record<string, Json> = { order: { total: 120, items: ['a', 'b'], note: null }, name: 'Ada' };
const day: [string, string][] = [['08:00', '18:00']];
const business: Calendar = {
  timeZone: 'Europe/Berlin',
  opening: { 1: day, 2: day, 3: day, 4: day, 5: day },
  holidays: { dates: [] },
  overrides: {},
};
const surroundings = {
  lookup: (name: string) => variables[name],
  at: '2026-11-23T09:30:00.000Z',
  seed: () => 's',
  zone: 'Europe/Berlin',
  calendars: { business },
};
const evaluate = (feel: string, more = {}) => toJson(compileExpression(feel)({ ...surroundings, ...more }));

describe('the reference for designers', () => {
  it.each(examples)('%s is %s', (feel, result) => {
    expect(evaluate(feel)).toEqual(JSON.parse(result));
  });

  it('has every function', () => {
    const missing = functionNames().filter((name) => !examples.some(([feel]) => feel.includes(`${name}(`)));
    expect(missing).toEqual([]);
  });
});

describe('calendars and days', () => {
  it('today() is the day in the zone, just after midnight too', () => {
    expect(evaluate('today()', { at: '2026-11-22T23:30:00.000Z' })).toBe('2026-11-23');
    expect(evaluate('today()', { at: '2026-11-22T23:30:00.000Z', zone: undefined })).toBe('2026-11-22');
  });

  it('an unknown calendar is an error that names those there are', () => {
    expect(() => evaluate('is working time(now(), "bussiness")')).toThrow('there is no calendar "bussiness", but business');
    expect(() =>
      evaluate('add working time(now(), duration("PT1H"), {timeZone: "UTC", opening: {}, holidays: {dates: []}, overrides: {}})'),
    ).toThrow('opening hours');
  });

  it('instants may be text, as variables hold them; a local one is meant in the zone of the calendar', () => {
    expect(evaluate('add working time("2026-11-23T17:30:00", duration("PT1H"), "business")')).toBe('2026-11-24T07:30:00Z');
    expect(evaluate('working time between("2026-11-23", "2026-11-25", "business")')).toBe('PT20H');
  });

  it('a misspelt function is named with the one that was meant', () => {
    expect(() => evaluate('contians(name, "d")')).toThrow('there is no function "contians"; did you mean "contains"?');
  });
});
