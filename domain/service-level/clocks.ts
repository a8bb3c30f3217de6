import { alwaysOpen, type Calendar, type Instant } from './calendar.ts';
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

/** Whom a request may wait for so that clocks stand still. */
export type Awaited = 'customer' | 'expert';

/** How the clocks of a request behave. */
export interface ClockPolicy {
  /** Which stand still while we wait for the customer. */
  pauses: readonly ClockName[];
  /** Which stand still while we wait for an expert. */
  expertPauses?: readonly ClockName[];
  /** Which count the time on the wall, whatever the calendar says. */
  wall?: readonly ClockName[];
  /** A reopened request's resolution goes on with what was used, or begins anew. */
  reopen: 'continue' | 'restart';
  /** `least-remaining`: of two merged requests the one with less time left counts, clock by clock. */
  merge: 'keep' | 'least-remaining';
  /** Minutes by priority; null: no target. */
  targets: Readonly<Record<string, Readonly<Record<ClockName, number | null>>>>;
}

/** What moves a request's clocks. Events of one instant count in their order. */
export type ClockEvent = { at: Instant; request: string } &
  /** Later: another kind or class, so other targets, perhaps by another calendar. */
  (
    | { type: 'received' | 'level-changed'; calendar: Calendar; policy: ClockPolicy; priority: string }
    | { type: 'agent-replied' | 'customer-replied' | 'resolved' | 'cancelled' }
    /** For the customer, unless it says otherwise. */
    | { type: 'wait-begun' | 'wait-ended'; for?: Awaited }
    | { type: 'priority-changed'; priority: string }
    | { type: 'calendar-changed'; calendar: Calendar }
    /** Another request goes on in this one, with so many seconds left; null: its clock does not run. */
    | { type: 'joined'; remaining: Readonly<Record<ClockName, number | null>> }
    | { type: 'reopened'; by: 'customer' | 'agent' }
    | { type: 'merged'; into: string }
  );

interface Request {
  calendar: Calendar;
  policy: ClockPolicy;
  priority: string;
  waits: Set<Awaited>;
  clocks: Record<ClockName, Clock>;
}

const wallTime = alwaysOpen('UTC');

/**
 * What every request's clocks show at an instant, by the events up to then (in order of time; later ones are left out).
 * @param share of each target that is asked for: when a part of it is used up, e.g. when it is at risk
 */
export function clocksAt(events: readonly ClockEvent[], at: Instant, share = 1): Record<string, Record<ClockName, Reading>> {
  const requests = new Map<string, Request>();
  for (const event of events) {
    if (Date.parse(event.at) > Date.parse(at)) break;
    take(requests, event);
  }
  return Object.fromEntries(
    [...requests].map(([id, request]) => [id, eachClock((name) => readingOf(request.clocks[name], at, termsOf(request, name, share)))]),
  );
}

function take(requests: Map<string, Request>, event: ClockEvent): void {
  const { at } = event;
  if (event.type === 'received') {
    const { calendar, policy, priority } = event;
    const clocks = { first: started(at), next: idle, resolution: started(at) };
    requests.set(event.request, { calendar, policy, priority, waits: new Set(), clocks });
    return;
  }
  const request = requests.get(event.request);
  if (!request) throw new Error(`Request ${event.request} has a "${event.type}" before it was received.`);
  if (event.type === 'merged') merge(request, requests.get(event.into), at);
  else move(request, event);
}

type Moving = Exclude<ClockEvent, { type: 'merged' }>;

/** `received` makes the request: see `take`. */
function move(request: Request, event: Moving): void {
  const { at } = event;
  const { clocks } = request;
  switch (event.type) {
    case 'agent-replied':
      end(request, ['first', 'next'], 'stopped', at);
      break;
    case 'customer-replied':
      endWait(request, 'customer', at);
      // Before the first response a further message starts nothing.
      if (clocks.first.state === 'stopped' && !isActive(clocks.next)) {
        clocks.next = started(at);
        standStill(request, at);
      }
      break;
    case 'wait-begun':
      if (request.waits.has(event.for ?? 'customer')) break;
      request.waits.add(event.for ?? 'customer');
      standStill(request, at);
      break;
    case 'wait-ended':
      endWait(request, event.for ?? 'customer', at);
      break;
    case 'priority-changed':
      request.priority = event.priority;
      break;
    case 'calendar-changed':
      // What was counted so far stays; the old calendar counted it.
      request.clocks = eachClock((name) => rehung(clocks[name], at, termsOf(request, name).calendar));
      request.calendar = event.calendar;
      break;
    case 'received':
      break;
    case 'level-changed':
      request.clocks = eachClock((name) => rehung(clocks[name], at, termsOf(request, name).calendar));
      Object.assign(request, { calendar: event.calendar, policy: event.policy, priority: event.priority });
      goOn(request, at);
      standStill(request, at);
      break;
    case 'resolved':
      end(request, CLOCKS, 'stopped', at);
      request.waits.clear();
      break;
    case 'cancelled':
      end(request, CLOCKS, 'cancelled', at);
      request.waits.clear();
      break;
    case 'joined':
      join(request, event.remaining, at);
      break;
    case 'reopened':
      clocks.resolution = request.policy.reopen === 'continue' ? resumed(clocks.resolution, at) : started(at);
      if (event.by === 'customer') clocks.next = started(at);
      break;
  }
}

function merge(request: Request, into: Request | undefined, at: Instant): void {
  if (into) join(into, remainingOf(request, at), at);
  end(request, CLOCKS, 'cancelled', at);
}

/** Seconds left of the clocks that run or stand still; null for the others. */
function remainingOf(request: Request, at: Instant): Record<ClockName, number | null> {
  const { clocks } = request;
  return eachClock((name) => (isActive(clocks[name]) ? readingOf(clocks[name], at, termsOf(request, name)).remaining : null));
}

function join(request: Request, remaining: Readonly<Record<ClockName, number | null>>, at: Instant): void {
  if (request.policy.merge !== 'least-remaining') return;
  const own = remainingOf(request, at);
  for (const name of CLOCKS) {
    const [theirs, ours] = [remaining[name], own[name]];
    if (theirs === null || ours === null || theirs >= ours) continue;
    request.clocks[name] = advanced(request.clocks[name], at, {
      calendar: termsOf(request, name).calendar,
      seconds: ours - theirs,
    });
  }
}

function endWait(request: Request, awaited: Awaited, at: Instant): void {
  if (request.waits.delete(awaited)) goOn(request, at);
}

/** What no wait holds any more counts again. */
function goOn(request: Request, at: Instant): void {
  const { clocks } = request;
  for (const name of CLOCKS) if (clocks[name].state === 'paused' && !isHeld(request, name)) clocks[name] = resumed(clocks[name], at);
}

function standStill(request: Request, at: Instant): void {
  const { clocks } = request;
  for (const name of CLOCKS)
    if (clocks[name].state === 'running' && isHeld(request, name)) clocks[name] = paused(clocks[name], at, termsOf(request, name));
}

function isHeld({ policy, waits }: Request, name: ClockName): boolean {
  return (waits.has('customer') && policy.pauses.includes(name)) || (waits.has('expert') && policy.expertPauses?.includes(name) === true);
}

function end(request: Request, names: readonly ClockName[], state: 'stopped' | 'cancelled', at: Instant): void {
  for (const name of names)
    if (isActive(request.clocks[name])) request.clocks[name] = ended(request.clocks[name], at, state, termsOf(request, name));
}

function termsOf({ calendar, policy, priority }: Request, name: ClockName, share = 1): Terms {
  const target = policy.targets[priority]?.[name] ?? null;
  return { calendar: policy.wall?.includes(name) === true ? wallTime : calendar, target: target === null ? null : target * share };
}

function eachClock<T>(of: (name: ClockName) => T): Record<ClockName, T> {
  return { first: of('first'), next: of('next'), resolution: of('resolution') };
}
