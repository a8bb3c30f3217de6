import type { Calendar, Instant } from './calendar.ts';
import {
  advanced,
  type Clock,
  ended,
  idle,
  isActive,
  paused,
  type Reading,
  readingOf,
  rehung,
  resumed,
  started,
  type Terms,
} from './clock.ts';

/** First response, next response (to a customer who wrote again), resolution. */
export const CLOCKS = ['first', 'next', 'resolution'] as const;
export type ClockName = (typeof CLOCKS)[number];

/** How the clocks of a request behave. */
export interface ClockPolicy {
  /** Which stand still while we wait for the customer. */
  pauses: readonly ClockName[];
  /** A reopened request's resolution goes on with what was used, or begins anew. */
  reopen: 'continue' | 'restart';
  /** `least-remaining`: of two merged requests the one with less time left counts, clock by clock. */
  merge: 'keep' | 'least-remaining';
  /** Working minutes by priority; null: no target. */
  targets: Readonly<Record<string, Readonly<Record<ClockName, number | null>>>>;
}

/** What moves a request's clocks. Events of one instant count in their order. */
export type ClockEvent = { at: Instant; request: string } & (
  | { type: 'received'; calendar: Calendar; policy: ClockPolicy; priority: string }
  | { type: 'agent-replied' | 'customer-replied' | 'wait-begun' | 'wait-ended' | 'resolved' }
  | { type: 'priority-changed'; priority: string }
  | { type: 'calendar-changed'; calendar: Calendar }
  | { type: 'reopened'; by: 'customer' | 'agent' }
  | { type: 'merged'; into: string }
);

interface Request {
  calendar: Calendar;
  policy: ClockPolicy;
  priority: string;
  isWaiting: boolean;
  clocks: Record<ClockName, Clock>;
}

/** What every request's clocks show at an instant, by the events up to then (in order of time; later ones are left out). */
export function clocksAt(events: readonly ClockEvent[], at: Instant): Record<string, Record<ClockName, Reading>> {
  const requests = new Map<string, Request>();
  for (const event of events) {
    if (Date.parse(event.at) > Date.parse(at)) break;
    take(requests, event);
  }
  return Object.fromEntries(
    [...requests].map(([id, request]) => [id, eachClock((name) => readingOf(request.clocks[name], at, termsOf(request, name)))]),
  );
}

function take(requests: Map<string, Request>, event: ClockEvent): void {
  const { at } = event;
  if (event.type === 'received') {
    const { calendar, policy, priority } = event;
    const clocks = { first: started(at), next: idle, resolution: started(at) };
    requests.set(event.request, { calendar, policy, priority, isWaiting: false, clocks });
    return;
  }
  const request = requests.get(event.request);
  if (!request) throw new Error(`Request ${event.request} has a "${event.type}" before it was received.`);
  if (event.type === 'merged') merge(request, requests.get(event.into), at);
  else move(request, event);
}

type Moving = Exclude<ClockEvent, { type: 'received' | 'merged' }>;

function move(request: Request, event: Moving): void {
  const { at } = event;
  const { clocks } = request;
  switch (event.type) {
    case 'agent-replied':
      end(request, ['first', 'next'], 'stopped', at);
      break;
    case 'customer-replied':
      endWait(request, at);
      // Before the first response a further message starts nothing.
      if (clocks.first.state === 'stopped' && !isActive(clocks.next)) clocks.next = started(at);
      break;
    case 'wait-begun':
      if (request.isWaiting) break;
      request.isWaiting = true;
      for (const name of request.policy.pauses)
        if (clocks[name].state === 'running') clocks[name] = paused(clocks[name], at, termsOf(request, name));
      break;
    case 'wait-ended':
      endWait(request, at);
      break;
    case 'priority-changed':
      request.priority = event.priority;
      break;
    case 'calendar-changed':
      // What was counted so far stays; the old calendar counted it.
      request.clocks = eachClock((name) => rehung(clocks[name], at, request.calendar));
      request.calendar = event.calendar;
      break;
    case 'resolved':
      end(request, CLOCKS, 'stopped', at);
      request.isWaiting = false;
      break;
    case 'reopened':
      clocks.resolution = request.policy.reopen === 'continue' ? resumed(clocks.resolution, at) : started(at);
      if (event.by === 'customer') clocks.next = started(at);
      break;
  }
}

function merge(request: Request, into: Request | undefined, at: Instant): void {
  if (into?.policy.merge === 'least-remaining') {
    for (const name of CLOCKS) {
      if (!isActive(request.clocks[name]) || !isActive(into.clocks[name])) continue;
      const [theirs, ours] = [request, into].map((one) => readingOf(one.clocks[name], at, termsOf(one, name)).remaining);
      if (typeof theirs !== 'number' || typeof ours !== 'number' || theirs >= ours) continue;
      into.clocks[name] = advanced(into.clocks[name], at, { calendar: into.calendar, seconds: ours - theirs });
    }
  }
  end(request, CLOCKS, 'cancelled', at);
}

function endWait(request: Request, at: Instant): void {
  if (!request.isWaiting) return;
  request.isWaiting = false;
  for (const name of CLOCKS) if (request.clocks[name].state === 'paused') request.clocks[name] = resumed(request.clocks[name], at);
}

function end(request: Request, names: readonly ClockName[], state: 'stopped' | 'cancelled', at: Instant): void {
  for (const name of names)
    if (isActive(request.clocks[name])) request.clocks[name] = ended(request.clocks[name], at, state, termsOf(request, name));
}

const termsOf = ({ calendar, policy, priority }: Request, name: ClockName): Terms => ({
  calendar,
  target: policy.targets[priority]?.[name] ?? null,
});

function eachClock<T>(of: (name: ClockName) => T): Record<ClockName, T> {
  return { first: of('first'), next: of('next'), resolution: of('resolution') };
}
