import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareTasks, DEFAULT_POLICY, orderOf, type OrderPolicy, type WaitingTask } from '../../../domain/routing/order.ts';
import { whyNext } from '../../../domain/routing/why-next.ts';

const NOW = '2026-11-24T12:00:00.000Z';

function task(id: string, customerClass: string | null, deadline: string | null, arrival = '10:00'): WaitingTask {
  const at = (time: string): string => `2026-11-24T${time}:00.000Z`;
  return { id, customerClass, deadline: deadline === null ? null : at(deadline), arrival: at(arrival) };
}

function sorted(tasks: WaitingTask[], policy: OrderPolicy = DEFAULT_POLICY): string[] {
  return tasks.toSorted((a, b) => compareTasks(a, b, NOW, policy)).map((one) => one.id);
}

describe('the order of waiting tasks', () => {
  it('puts what can still be met before what is late, whoever the customer is', () => {
    expect(sorted([task('late A', 'A', '11:59'), task('due now C', 'C', '12:00')])).toEqual(['due now C', 'late A']);
  });

  it('puts an A customer before an equal B customer', () => {
    expect(sorted([task('b', 'B', '13:00'), task('a', 'A', '15:00'), task('none', null, '12:30')])).toEqual(['a', 'b', 'none']);
  });

  it('goes by deadline, then arrival, then id within a class; no deadline is last', () => {
    const tasks = [
      task('never', 'B', null),
      task('y', 'B', '14:00'),
      task('x', 'B', '14:00'),
      task('old', 'B', '14:00', '09:00'),
      task('soon', 'B', '13:00'),
    ];
    expect(sorted(tasks)).toEqual(['soon', 'old', 'x', 'y', 'never']);
  });

  it('brings what is later than the bound before everything else', () => {
    const tasks = [task('on time', 'A', '13:00'), task('late', 'C', '11:30'), task('very late', 'C', '10:30')];
    expect(sorted(tasks, { ...DEFAULT_POLICY, latestMinutes: 60 })).toEqual(['very late', 'on time', 'late']);
  });

  it('puts what was raised before everything, in the same order among itself', () => {
    const tasks = [
      task('starving', 'A', '08:00'),
      { ...task('raised C', 'C', '15:00'), raised: true },
      { ...task('raised A', 'A', '16:00'), raised: true },
    ];
    expect(sorted(tasks, { ...DEFAULT_POLICY, latestMinutes: 60 })).toEqual(['raised A', 'raised C', 'starving']);
    expect(whyNext(tasks[1]!, NOW).en).toMatch(/^First, because it was raised: customer class C/);
  });

  it('puts what has less time left than the work takes behind what can still be met, and says so', () => {
    const tasks = [task('too near A', 'A', '12:07'), task('enough C', 'C', '12:08'), task('missed A', 'A', '11:59')];
    const policy: OrderPolicy = { ...DEFAULT_POLICY, reserveMinutes: 8 };
    expect(sorted(tasks, policy)).toEqual(['enough C', 'missed A', 'too near A']);
    expect(sorted(tasks, { ...policy, order: 'class-first' })).toEqual(['missed A', 'too near A', 'enough C']);
    expect(whyNext(tasks[0]!, NOW, policy)).toEqual({
      de: 'Nach allem, was noch pünktlich sein kann, denn die Arbeit braucht etwa 8 Minuten: Kundenklasse A, Frist in 7 Minuten, wartet seit 2 Stunden.',
      en: 'After everything that can still be on time, for the work takes about 8 minutes: customer class A, deadline in 7 minutes, waiting for 2 hours.',
    });
  });

  it('leaves what was escalated behind what can still be met, unless the policy says it comes first', () => {
    const tasks = [{ ...task('escalated A', 'A', '11:00'), escalated: true }, task('on time C', 'C', '13:00')];
    expect(sorted(tasks)).toEqual(['on time C', 'escalated A']);
    const first: OrderPolicy = { ...DEFAULT_POLICY, escalatedFirst: true };
    expect(sorted(tasks, first)).toEqual(['escalated A', 'on time C']);
    expect(whyNext(tasks[0]!, NOW, first).de).toMatch(
      /^Zuerst, weil es eskaliert ist: Kundenklasse A, Frist seit 60 Minuten überschritten/,
    );
  });

  it('follows another policy where the tenant chose one', () => {
    const tasks = [task('a', 'A', '15:00', '11:00'), task('c', 'C', '11:00', '10:30'), task('b', 'B', '13:00', '09:00')];
    expect(sorted(tasks, { ...DEFAULT_POLICY, order: 'earliest-deadline' })).toEqual(['c', 'b', 'a']);
    expect(sorted(tasks, { ...DEFAULT_POLICY, order: 'class-first' })).toEqual(['a', 'b', 'c']);
    expect(sorted(tasks, { ...DEFAULT_POLICY, order: 'longest-wait' })).toEqual(['b', 'c', 'a']);
  });

  const someTask = fc.record({
    id: fc.string({ minLength: 1, maxLength: 3 }),
    customerClass: fc.constantFrom('A', 'B', 'C', 'D', null),
    deadline: fc.option(fc.constantFrom('2026-11-24T11:00:00Z', '2026-11-24T12:00:00Z', '2026-11-24T13:00:00Z')),
    arrival: fc.constantFrom('2026-11-24T08:00:00Z', '2026-11-24T09:00:00Z'),
    escalated: fc.boolean(),
  });
  const somePolicy = fc.record({
    order: fc.constantFrom('service-level' as const, 'earliest-deadline' as const, 'class-first' as const, 'longest-wait' as const),
    classes: fc.constant(['A', 'B', 'C']),
    latestMinutes: fc.option(fc.integer({ min: 0, max: 90 })),
    reserveMinutes: fc.option(fc.integer({ min: 1, max: 90 })),
    escalatedFirst: fc.boolean(),
  });

  it('is a total order: antisymmetric, transitive, and equal only for the same key', () => {
    fc.assert(
      fc.property(someTask, someTask, someTask, somePolicy, (a, b, c, policy) => {
        const [ab, ba, bc, ac] = [
          compareTasks(a, b, NOW, policy),
          compareTasks(b, a, NOW, policy),
          compareTasks(b, c, NOW, policy),
          compareTasks(a, c, NOW, policy),
        ];
        expect(ab + ba).toBe(0);
        if (ab <= 0 && bc <= 0) expect(ac).toBeLessThanOrEqual(0);
        if (ab === 0) expect(orderOf(a, NOW, policy)).toEqual(orderOf(b, NOW, policy));
      }),
    );
  });
});

describe('why a task is next', () => {
  it('says it in one sentence in both languages', () => {
    expect(whyNext(task('a', 'A', '12:35'), NOW)).toEqual({
      de: 'Kann noch pünktlich sein: Kundenklasse A, Frist in 35 Minuten, wartet seit 2 Stunden.',
      en: 'Can still be on time: customer class A, deadline in 35 minutes, waiting for 2 hours.',
    });
  });

  it('says what is late, what waited too long, and what has no deadline', () => {
    expect(whyNext(task('a', 'B', '11:00'), NOW).de).toBe(
      'Nach allem, was noch pünktlich sein kann: Kundenklasse B, Frist seit 60 Minuten überschritten, wartet seit 2 Stunden.',
    );
    expect(whyNext(task('a', 'B', '11:00'), NOW, { ...DEFAULT_POLICY, latestMinutes: 30 }).en).toMatch(
      /^First, because it has been overdue for too long/,
    );
    expect(whyNext(task('a', null, null, '11:59'), NOW).de).toBe(
      'Kann noch pünktlich sein: ohne Kundenklasse, ohne Frist, wartet seit einer Minute.',
    );
    expect(whyNext({ ...task('a', 'A', '13:00'), togetherWith: '2026-000017' }, NOW).de).toBe(
      'Zusammen mit 2026-000017, vom selben Kunden: wartet seit 2 Stunden.',
    );
    expect(whyNext(task('a', 'A', '13:00'), NOW, { ...DEFAULT_POLICY, order: 'longest-wait' }).en).toBe(
      'The longest wait comes first: waiting for 2 hours.',
    );
  });
});
