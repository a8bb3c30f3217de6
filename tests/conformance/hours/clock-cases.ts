import type { Calendar } from '../../../domain/service-level/calendar.ts';
import type { Reading } from '../../../domain/service-level/clock.ts';
import { type ClockEvent, type ClockName, type ClockPolicy, clocksAt } from '../../../domain/service-level/clocks.ts';
import type { Case } from '../adapter/case.ts';

interface WrittenReading {
  s: string;
  rem?: number | null;
  due?: string | null;
  br?: boolean;
}
interface WrittenEvent {
  at: string;
  r: string;
  type: string;
  cal?: string;
  policy?: string;
  prio?: string;
  by?: 'customer' | 'agent';
  into?: string;
}
interface ClockCase {
  id: string;
  events: WrittenEvent[];
  checks: ({ at: string; r: string } & Record<keyof typeof NAMES, WrittenReading>)[];
}
type WrittenPolicy = { pauses: (keyof typeof NAMES)[]; reopen: ClockPolicy['reopen']; merge: ClockPolicy['merge'] } & {
  targets: Record<string, Record<keyof typeof NAMES, number | null>>;
};

const NAMES = { first: 'first', next: 'next', res: 'resolution' } as const;
const TYPES: Record<string, ClockEvent['type']> = {
  agent_reply: 'agent-replied',
  customer_message: 'customer-replied',
  wait_begin: 'wait-begun',
  wait_end: 'wait-ended',
  priority: 'priority-changed',
  calendar: 'calendar-changed',
};

export function clockCases(given: { cases: unknown; policies: unknown; calendars: Map<string, Calendar> }): Case[] {
  const policies = new Map(Object.entries(given.policies as Record<string, WrittenPolicy>).map(([id, policy]) => [id, policyOf(policy)]));
  return (given.cases as ClockCase[]).map(({ id, events, checks }) => ({
    name: id,
    differs: () => {
      const ours = events.map((event) => eventOf(event, given.calendars, policies));
      for (const check of checks) {
        const shown = clocksAt(ours, check.at)[check.r];
        for (const name of ['first', 'next', 'res'] as const) {
          const [expected, got] = [text(check[name]), text(written(shown?.[NAMES[name]]))];
          if (expected !== got) return `${name} of ${check.r} at ${check.at}: expected ${expected}, got ${got}`;
        }
      }
      return null;
    },
  }));
}

function eventOf(
  { r, cal, policy, prio, type, ...rest }: WrittenEvent,
  calendars: Map<string, Calendar>,
  policies: Map<string, ClockPolicy>,
) {
  return {
    ...rest,
    request: r,
    type: TYPES[type] ?? type,
    ...(cal ? { calendar: calendars.get(cal) } : {}),
    ...(policy ? { policy: policies.get(policy) } : {}),
    ...(prio ? { priority: prio } : {}),
  } as ClockEvent;
}

function policyOf({ pauses, reopen, merge, targets }: WrittenPolicy): ClockPolicy {
  const named = (one: Record<keyof typeof NAMES, number | null>): Record<ClockName, number | null> => ({
    first: one.first,
    next: one.next,
    resolution: one.res,
  });
  return {
    pauses: pauses.map((name) => NAMES[name]),
    reopen,
    merge,
    targets: Object.fromEntries(Object.entries(targets).map(([priority, one]) => [priority, named(one)])),
  };
}

const written = (reading: Reading | undefined): WrittenReading | undefined =>
  reading && { s: reading.state, rem: reading.remaining, due: reading.due?.replace('.000Z', 'Z') ?? null, br: reading.breached };

const text = (reading: WrittenReading | undefined): string =>
  reading?.s === 'idle' ? 'idle' : JSON.stringify([reading?.s, reading?.rem, reading?.due, reading?.br]);
