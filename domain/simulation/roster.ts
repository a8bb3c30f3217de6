import type { Random } from '../process/simulate/random.ts';
import type { RoutableAgent } from '../routing/eligibility.ts';
import { shuffled } from './draws.ts';

/** From when to when somebody is there; within it the breaks. Epoch milliseconds, in order. */
export interface Shift {
  from: number;
  to: number;
  breaks: [from: number, to: number][];
}

export interface Rostered {
  agent: RoutableAgent;
  shifts: Shift[];
}

/** How much of the work needs a skill at which level. */
export interface Demand {
  key: string;
  level: number;
  /** Of all work, 0 to 1. */
  share: number;
}

/** Few people know what is hardly ever asked for, but never fewer than these. */
const FEWEST = 3;
const HIGHEST = 4;

/**
 * Agents with about `each` skills, dealt like cards by how much each skill is asked for: nobody is good for one thing alone,
 * and nothing hangs on one person.
 */
export function agentsOf({ count, each, capacity, demand }: AgentsWanted, random: Random): RoutableAgent[] {
  const cards = demand.flatMap(({ key, level, share }) => {
    // By the square root: who is rarely needed must still be there when it happens.
    const part = Math.sqrt(share) / demand.reduce((sum, one) => sum + Math.sqrt(one.share), 0);
    const holders = Math.min(count, Math.max(FEWEST, Math.round(part * count * each)));
    return shuffled(
      Array.from({ length: count }, (_, index) => index),
      random,
    )
      .slice(0, holders)
      .map((index) => ({ index, key, level: Math.min(HIGHEST, level + Math.floor(random() * 2)) }));
  });
  return Array.from({ length: count }, (_, index) => {
    const skills: Record<string, number> = {};
    for (const card of cards) if (card.index === index) skills[card.key] = Math.max(skills[card.key] ?? 0, card.level);
    return {
      id: `agent-${String(index + 1).padStart(3, '0')}`,
      skills,
      topics: null,
      languages: [],
      capacity,
      load: 0,
      presence: 'offline',
    };
  });
}

interface AgentsWanted {
  count: number;
  each: number;
  /** Points that each carries at once. */
  capacity: number;
  demand: readonly Demand[];
}

/** All comings and goings, in order of time. */
export function presenceOf(roster: readonly Rostered[]): { at: number; id: string; presence: 'available' | 'paused' | 'offline' }[] {
  return roster
    .flatMap(({ agent: { id }, shifts }) =>
      shifts.flatMap(({ from, to, breaks }) => [
        { at: from, id, presence: 'available' as const },
        ...breaks.flatMap(([begin, end]) => [
          { at: begin, id, presence: 'paused' as const },
          { at: end, id, presence: 'available' as const },
        ]),
        { at: to, id, presence: 'offline' as const },
      ]),
    )
    .toSorted((a, b) => a.at - b.at);
}

/** Stretches in which somebody works: shifts without their breaks. */
export function stretchesOf({ shifts }: Rostered): [from: number, to: number][] {
  return shifts.flatMap(({ from, to, breaks }) => {
    const edges = [from, ...breaks.flat(), to];
    return Array.from({ length: edges.length / 2 }, (_, n): [number, number] => [edges[2 * n]!, edges[2 * n + 1]!]);
  });
}
