import type { ClockName } from '../../service-level/clocks.ts';
import { type Cause, explain, type Explanation } from './explain.ts';
import type { Breach, Served } from './served.ts';
import { brokenInSilence, type TimePromise } from './told.ts';
import type { World } from './world.ts';

export interface WeekFigures {
  requests: number;
  /** Of those: from customers who wrote after the end. */
  followUps: number;
  tasks: number;
  events: number;
  /** Customers wrote again while it was open. */
  replies: number;
  raised: number;
  /** Questions to experts. */
  asked: number;
  /** Tasks that were kept for their owner, declined, and taken on by other teams. */
  distribution: { kept: number; declined: number; overflowed: number };
  /** Not over when the simulation ended. */
  open: number;
  incidents: string[];
  /** By customer class: requests, and those whose first response came in time. */
  byClass: Record<string, { requests: number; inTime: number }>;
  promises: Record<TimePromise['state'], number>;
  /** Broken without anything heard between their being made and their end. */
  brokenInSilence: number;
  notices: number;
  withheld: number;
  /** Longest time that a customer who had written heard nothing at all, milliseconds. */
  silence: number;
  breaches: Record<ClockName, number>;
  /** By the cause that took most of the time. */
  causes: Partial<Record<Cause, number>>;
  explanations: Explanation[];
}

export function figuresOf(world: World): WeekFigures {
  const { requests } = world;
  const explanations = requests.flatMap(({ breaches }) => breaches.map((breach) => explain(breach, world)));
  const customers = requests.map(({ customer }) => customer);
  return {
    requests: requests.length,
    followUps: requests.filter(({ follows }) => follows !== null).length,
    tasks: sum(requests, ({ tasks }) => tasks.length),
    events: world.events,
    replies: sum(requests, ({ clocks }) => clocks?.moves.filter(({ type }) => type === 'customer-replied').length ?? 0),
    raised: requests.filter(({ raisedByLead }) => raisedByLead).length,
    asked: sum(requests, ({ tasks }) => sum(tasks, ({ asked }) => asked)),
    distribution: countOf(
      requests.flatMap(({ tasks }) => tasks.flatMap(({ stations }) => stations.flatMap(({ line }) => (line ? [line.why] : [])))),
      ['kept', 'declined', 'overflowed'],
    ),
    open: requests.filter(({ engine }) => engine.status === 'running').length,
    incidents: requests.flatMap(({ incidents }) => incidents),
    byClass: byClass(requests),
    promises: countOf(
      customers.flatMap(({ promises }) => promises.map(({ state }) => state)),
      ['open', 'kept', 'renewed', 'cancelled', 'broken'],
    ),
    brokenInSilence: sum(customers, (customer) => brokenInSilence(customer).length),
    notices: sum(customers, ({ sent }) => sent.filter(({ answer }) => answer === 'interim-notice').length),
    withheld: sum(customers, ({ withheld }) => withheld.length),
    silence: Math.max(0, ...customers.map(({ silence }) => silence)),
    breaches: countOf(
      explanations.map(({ breach }) => breach.clock),
      ['first', 'next', 'resolution'],
    ),
    causes: countOf(
      explanations.flatMap(({ parts }) => parts.slice(0, 1).map(({ cause }) => cause)),
      [],
    ),
    explanations,
  };
}

function byClass(requests: readonly Served[]): WeekFigures['byClass'] {
  const found: WeekFigures['byClass'] = {};
  for (const { customerClass, breaches } of requests) {
    const ofClass = (found[customerClass] ??= { requests: 0, inTime: 0 });
    ofClass.requests += 1;
    if (!breaches.some(({ clock }: Breach) => clock === 'first')) ofClass.inTime += 1;
  }
  return found;
}

function countOf<Name extends string>(names: readonly Name[], all: readonly Name[]): Record<Name, number> {
  const counts = Object.fromEntries(all.map((name) => [name, 0])) as Record<Name, number>;
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

const sum = <Item>(items: readonly Item[], of: (item: Item) => number): number => items.reduce((total, item) => total + of(item), 0);
