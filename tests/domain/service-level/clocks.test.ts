import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alwaysOpen, type Calendar } from '../../../domain/service-level/calendar.ts';
import { type ClockEvent, type ClockPolicy, clocksAt } from '../../../domain/service-level/clocks.ts';

const policy: ClockPolicy = {
  pauses: ['resolution'],
  reopen: 'continue',
  merge: 'least-remaining',
  targets: {
    normal: { first: 240, next: 120, resolution: 480 },
    urgent: { first: 60, next: 30, resolution: 120 },
    low: { first: null, next: null, resolution: null },
  },
};
const office: Calendar = {
  timeZone: 'Europe/Berlin',
  opening: { 1: [['09:00', '17:00']], 2: [['09:00', '17:00']] },
  holidays: { dates: [] },
  overrides: {},
};
/** Monday, 09:00 in Berlin, and so many minutes on. */
const at = (minutes = 0): string => new Date(Date.parse('2026-11-23T08:00:00Z') + minutes * 60_000).toISOString();
const received = (calendar: Calendar = office, minutes = 0, request = 'A'): ClockEvent => ({
  at: at(minutes),
  request,
  type: 'received',
  calendar,
  policy,
  priority: 'normal',
});
const on = (type: 'agent-replied' | 'customer-replied' | 'wait-begun' | 'wait-ended' | 'resolved', minutes: number): ClockEvent => ({
  at: at(minutes),
  request: 'A',
  type,
});
const shown = (events: ClockEvent[], minutes: number) => clocksAt(events, at(minutes))['A']!;

describe('the clocks of a request', () => {
  it('run from its arrival, know when they will be due, and are breached only after that instant', () => {
    expect(shown([received()], 60)).toMatchObject({
      first: { state: 'running', remaining: 180 * 60, due: at(240), breached: false },
      next: { state: 'idle' },
    });
    expect(shown([received()], 240).first).toMatchObject({ remaining: 0, breached: false });
    expect(shown([received()], 241).first).toMatchObject({ remaining: -60, due: at(240), breached: true });
  });

  it('stop with the answer and show for ever what they showed then', () => {
    const events = [received(), on('agent-replied', 100)];
    expect(shown(events, 5000).first).toEqual({ state: 'stopped', remaining: 140 * 60, due: at(240), breached: false });
    expect(shown([...events, { at: at(110), request: 'A', type: 'priority-changed', priority: 'urgent' }], 200).first.remaining).toBe(
      140 * 60,
    );
  });

  it('count the next response from the customer’s message after the first one, not from the message that nobody has answered yet', () => {
    expect(shown([received(), on('customer-replied', 30)], 40).next.state).toBe('idle');
    const again = [received(), on('agent-replied', 20), on('customer-replied', 60), on('customer-replied', 90)];
    expect(shown(again, 100).next).toMatchObject({ state: 'running', due: at(180) });
  });

  it('stand still while we wait for the customer, where the policy says so', () => {
    const events = [received(), on('wait-begun', 60), on('wait-begun', 70), on('customer-replied', 200)];
    expect(shown(events, 150)).toMatchObject({ resolution: { state: 'paused', due: null }, first: { state: 'running' } });
    expect(shown(events, 200).resolution).toMatchObject({ state: 'running', remaining: 420 * 60 });
  });

  it('judge a breach anew when the priority changes, and find the instant at which a shorter target was missed', () => {
    const urgent: ClockEvent = { at: at(100), request: 'A', type: 'priority-changed', priority: 'urgent' };
    expect(shown([received(), urgent], 100).first).toMatchObject({ due: at(60), breached: true });
    expect(shown([received(), { ...urgent, priority: 'low' }], 500).first).toMatchObject({ remaining: null, due: null, breached: false });
  });

  it('keep what the old calendar counted when the calendar changes', () => {
    const change: ClockEvent = { at: at(9 * 60), request: 'A', type: 'calendar-changed', calendar: alwaysOpen() };
    // Eight hours of Monday are used; since 18:00 every hour counts.
    expect(shown([received(), change], 10 * 60).resolution.remaining).toBe((480 - 480 - 60) * 60);
  });

  it('go on or begin anew when a request is reopened, as the policy says', () => {
    const events = [received(), on('resolved', 100), { at: at(200), request: 'A', type: 'reopened', by: 'customer' } as const];
    expect(shown(events, 200)).toMatchObject({ resolution: { remaining: 380 * 60 }, next: { state: 'running', remaining: 120 * 60 } });
    const anew = events.map((event) =>
      event.type === 'received' ? { ...event, policy: { ...policy, reopen: 'restart' as const } } : event,
    );
    expect(shown(anew, 200).resolution.remaining).toBe(480 * 60);
  });

  it('take the shorter rest of two merged requests, and end the merged one’s', () => {
    const events = [received(), received(office, 30, 'B'), { at: at(60), request: 'A', type: 'merged', into: 'B' } as const];
    const { A, B } = clocksAt(events, at(60));
    expect(A?.first).toMatchObject({ state: 'cancelled', remaining: 180 * 60 });
    expect(B?.first).toMatchObject({ state: 'running', remaining: 180 * 60, due: at(240) });
  });

  it('name the request whose first event is missing', () => {
    expect(() => clocksAt([on('resolved', 0)], at(1))).toThrow('Request A');
  });
});

it('a clock never shows more time left later than earlier, whatever people do but change its target or reopen it', () => {
  const step = fc.tuple(
    fc.constantFrom('agent-replied', 'wait-begun', 'wait-ended', 'resolved' as const),
    fc.integer({ min: 1, max: 2000 }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 6 }), fc.integer({ min: 0, max: 8000 }), fc.integer({ min: 0, max: 8000 }), (steps, a, b) => {
      let now = 0;
      const events = [received(), ...steps.map(([type, later]) => on(type as 'resolved', (now += later)))];
      const [early, late] = [shown(events, Math.min(a, b)), shown(events, Math.max(a, b))];
      expect(late.resolution.remaining ?? 0).toBeLessThanOrEqual(early.resolution.remaining ?? 0);
    }),
  );
});
