import { beforeAll, expect, test } from 'vitest';
import { readShipped, type Shipped } from '../../commands/provision/shipped.ts';
import { findings } from '../../domain/process/compile/findings.ts';
import { decider, type Decide } from '../../domain/process/decision/evaluate.ts';
import { readDecisions } from '../../domain/process/decision/read.ts';
import type { Json, Variables } from '../../domain/process/types.ts';
import { recogniseKind } from '../../domain/request/kind.ts';

let shipped: Shipped;
let handling: (kind: string, customerClass: string) => Variables;
let serviceLevel: typeof handling;

beforeAll(async () => {
  shipped = await readShipped();
  [handling, serviceLevel] = await Promise.all([ready('processing-matrix'), ready('service-level')]);
});

async function ready(key: string): Promise<typeof handling> {
  const source = shipped.definitions.find((one) => one.type === 'decision' && one.key === key)?.source ?? '';
  const found = findings(key);
  const decisions = await readDecisions(source, found);
  expect(found.list).toEqual([]);
  const decide: Decide = decider(Object.fromEntries(decisions), key);
  return (kind, customerClass) => {
    const values: Record<string, Json> = { kind, customerClass };
    const surroundings = { lookup: (name: string) => values[name], now: '2026-11-24T09:00:00.000Z' };
    return decide(surroundings as unknown as Parameters<Decide>[0]).result as Variables;
  };
}

const classes = ['A', 'B', 'C'];

test('every kind has topic, skill, level, process and limit for every class of customer, and all of them exist', () => {
  const processes = shipped.definitions.filter((one) => one.type === 'process').map((one) => one.key);
  for (const kind of Object.keys(shipped.kinds)) {
    for (const customerClass of classes) {
      const row = handling(kind, customerClass);
      expect(Object.keys(shipped.topics), `${kind} ${customerClass}`).toContain(row.topic);
      expect(Object.keys(shipped.skills), `${kind} ${customerClass}`).toContain(row.skill);
      expect([1, 2, 3]).toContain(row.level);
      expect(processes).toContain(row.process);
      expect(row.limit).toBeTypeOf('number');
    }
  }
});

test('every kind has targets on a shipped calendar', () => {
  const calendars = shipped.calendars.map((calendar) => calendar.key);
  for (const kind of Object.keys(shipped.kinds)) {
    for (const customerClass of classes) {
      const row = serviceLevel(kind, customerClass);
      expect(calendars).toContain(row.calendar);
      expect(row.firstResponseMinutes).toBeGreaterThan(0);
      expect(row.resolutionMinutes).toBeGreaterThan(Number(row.firstResponseMinutes));
      expect(row.atRiskShare).toBeLessThan(1);
      expect(row.closeAfter).toMatch(/^P/);
      expect(row.priority).toBeLessThanOrEqual(5);
    }
  }
});

test('a complaint has eight business hours, a faulty order one', () => {
  for (const customerClass of classes) {
    expect(serviceLevel('complaint', customerClass)).toMatchObject({ firstResponseMinutes: 480, calendar: 'business' });
    expect(serviceLevel('faulty-order', customerClass)).toMatchObject({ firstResponseMinutes: 60, calendar: 'business' });
  }
});

test('a better class of customer never has a lower priority', () => {
  for (const kind of Object.keys(shipped.kinds)) {
    const [a, b, c] = classes.map((customerClass) => Number(serviceLevel(kind, customerClass).priority));
    expect(a, kind).toBeLessThanOrEqual(b ?? 0);
    expect(b, kind).toBeLessThanOrEqual(c ?? 0);
  }
});

test('a kind that nobody entered in the tables is handled as a general one', () => {
  expect(handling('something-new', 'B')).toEqual(handling('general', 'B'));
  expect(serviceLevel('something-new', 'B')).toEqual(serviceLevel('general', 'B'));
});

test('every kind but the general one is found by each of its own keywords', () => {
  const rules = Object.entries(shipped.kinds).flatMap(([kind, one]) => one.rules.map((rule) => ({ kind, ...rule })));
  const missed = rules.flatMap(({ kind, keywords }) =>
    keywords
      .filter((keyword) => recogniseKind(`Guten Tag, ${keyword}. Danke`, rules).kind !== kind)
      .map((keyword) => `${kind}: ${keyword}`),
  );
  expect(missed).toEqual([]);
  expect(rules.filter((rule) => rule.kind === 'general')).toEqual([]);
});

test('kinds, topics, skills and calendars are named in German and English', () => {
  const titles = [
    ...Object.values(shipped.kinds).map((kind) => kind.title),
    ...Object.values(shipped.topics),
    ...Object.values(shipped.skills),
    ...shipped.calendars.map((calendar) => calendar.title),
  ];
  for (const title of titles) {
    expect(title.de).toBeTruthy();
    expect(title.en).toBeTruthy();
  }
});
