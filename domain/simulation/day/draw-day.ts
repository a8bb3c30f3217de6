import { seeded, type Random } from '../../process/simulate/random.ts';
import { arrivalsOf, type Curve } from '../arrivals.ts';
import { between, pick } from '../draws.ts';
import { handlingOf, SHARES } from '../mix.ts';
import { agentsOf, type Demand, type Rostered, stretchesOf } from '../roster.ts';
import type { DayTask } from './run-day.ts';

/** What a kind and class need: by the tenant's decision tables. */
export type Level = (kind: string, customerClass: string) => { skill: string; level: number; targetMinutes: number };

export interface DayWanted {
  seed: number;
  curve: Curve;
  agents: number;
  /** Work that comes as a share of the time that agents are there. */
  load: number;
  level: Level;
}

const HOUR = 3_600_000;

/** Draws the agents, and as much work as their time and the load say. */
export function drawDay({ seed, curve, agents, load, level }: DayWanted): { work: DayTask[]; roster: Rostered[] } {
  const random = seeded(seed);
  const roster = drawRoster(curve, { agents, level }, random);
  const there = roster.flatMap(stretchesOf).reduce((sum, [from, to]) => sum + to - from, 0);
  const drawn: ReturnType<typeof drawWork>[] = [];
  for (let sum = 0; sum < there * load; sum += drawn.at(-1)!.left) drawn.push(drawWork(random, level));
  const arrivals = arrivalsOf(curve, drawn.length, random);
  const work = drawn.map(({ targetMinutes, ...task }, index) => {
    const at = arrivals[index]!;
    const id = `task-${String(index + 1).padStart(5, '0')}`;
    return { ...task, id, arrival: new Date(at).toISOString(), deadline: new Date(at + targetMinutes * 60_000).toISOString() };
  });
  return { work, roster };
}

function drawWork(random: Random, level: Level) {
  const [kind, customerClass] = [pick(SHARES.kinds, random), pick(SHARES.classes, random)];
  const { skill, level: needed, targetMinutes } = level(kind, customerClass);
  const skills = [{ key: skill, level: needed }];
  return { customerClass, targetMinutes, skills, topic: null, language: null, points: 1, left: handlingOf(kind, random) };
}

/** Shifts of eight hours that begin when much is to come, each with two short breaks and a long one. */
function drawRoster(curve: Curve, { agents, level }: { agents: number; level: Level }, random: Random): Rostered[] {
  const end = curve.from + curve.counts.length * curve.interval;
  const latest = Math.max(curve.from, end - 8 * HOUR);
  const starts = arrivalsOf(curve, agents, random);
  return agentsOf({ count: agents, each: 5, capacity: 1, demand: demandOf(level) }, random).map((agent, index) => {
    // People come in before the work that they are there for.
    const from = Math.max(curve.from, Math.min(latest, roundedTo(starts[index]! - 4 * HOUR, HOUR / 4)));
    const breaks = [2, 4, 6].map((hours, turn): [number, number] => {
      const at = from + (hours + between(-0.5, 0.5, random)) * HOUR;
      return [Math.round(at), Math.round(at + (turn === 1 ? 45 : 15) * 60_000)];
    });
    return { agent, shifts: [{ from, to: Math.min(end, from + 8 * HOUR), breaks }] };
  });
}

/** Which skills are asked for, and how much of all work each is. */
export function demandOf(level: Level): Demand[] {
  const found = new Map<string, Demand>();
  const total = sumOf(SHARES.kinds) * sumOf(SHARES.classes);
  for (const [kind, ofKind] of Object.entries(SHARES.kinds)) {
    for (const [customerClass, ofClass] of Object.entries(SHARES.classes)) {
      const { skill: key, level: needed } = level(kind, customerClass);
      const at = `${key} ${needed}`;
      found.set(at, { key, level: needed, share: (found.get(at)?.share ?? 0) + (ofKind * ofClass) / total });
    }
  }
  return [...found.values()];
}

const sumOf = (shares: Readonly<Record<string, number>>): number => Object.values(shares).reduce((sum, share) => sum + share, 0);
const roundedTo = (at: number, step: number): number => Math.round(at / step) * step;
