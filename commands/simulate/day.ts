import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { seeded } from '../../domain/process/simulate/random.ts';
import type { Curve } from '../../domain/simulation/arrivals.ts';
import { mostInTime } from '../../domain/simulation/day/bound.ts';
import { type Level, drawDay } from '../../domain/simulation/day/draw-day.ts';
import { type DayFigures, figuresOf } from '../../domain/simulation/day/figures.ts';
import { POLICIES } from '../../domain/simulation/day/policies.ts';
import { runDay } from '../../domain/simulation/day/run-day.ts';
import { compileShipped } from '../provision/compile-shipped.ts';
import { percent } from './percent.ts';
import { shippedTables } from './shipped-tables.ts';

/**
 * `npm run simulate -- day [FOLDER] [--seed N] [--agents N] [--load N] [--hurry N]`: one day under each policy, beside the most that any
 * policy could do. FOLDER holds bank_calls.csv (calls of five minutes of many days; the seed chooses one); without it the curve is drawn.
 * `--hurry`: by what the shipped response times are divided; people who call wait no half day.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    agents: { type: 'string', default: '60' },
    load: { type: 'string', default: '0.98' },
    hurry: { type: 'string', default: '8' },
  },
});
const [seed, agents, load, hurry] = [Number(values.seed), Number(values.agents), Number(values.load), Number(values.hurry)];

const { name, curve } = positionals[0] === undefined ? drawnCurve(seed) : curveOf(positionals[0], seed);
const { work, roster } = drawDay({ seed, curve, agents, load, level: await levels() });
const end = Math.max(...roster.flatMap(({ shifts }) => shifts.map(({ to }) => to)));
console.log(`Seed ${seed}: ${work.length} requests as on ${name}, ${agents} agents with several skills each, load ${load}.`);
console.log(row(['policy', 'in time', 'A', 'B', 'C', 'latest by', 'not done']));
const played = POLICIES.map((one) => ({ ...one, figures: figuresOf(work, runDay(work, roster, one), end) }));
for (const one of played)
  console.log(row([one.name, ...shares(one.figures), `${Math.round(one.figures.latest / 60_000)} min`, String(one.figures.left)]));

const classes = ['A', 'B', 'C'];
const most = mostInTime(work, roster);
const ofClass = classes.map((one) =>
  mostInTime(
    work.filter(({ customerClass }) => customerClass === one),
    roster,
  ),
);
const countOf = (one: string): number => work.filter(({ customerClass }) => customerClass === one).length;
console.log(
  row(['no policy more than', percent(most, work.length), ...ofClass.map((count, at) => percent(count, countOf(classes[at]!))), '', '']),
);
const [fifo, ours] = [played[0]!.figures.inTime, played.at(-1)!.figures.inTime];
console.log(`met in time: ${ours} of at most ${most} (${percent(ours, most)}); first come first served ${fifo} (${percent(fifo, most)})`);

/** The shipped tables, with targets for a day on which people wait. */
async function levels(): Promise<Level> {
  const { graphs } = await compileShipped();
  const tables = shippedTables(graphs.get('intake')!);
  return (kind, customerClass) => {
    const { skill, level } = tables.handling(kind, customerClass) as { skill: string; level: number };
    const { firstResponseMinutes } = tables.serviceLevel(kind, customerClass);
    return { skill, level, targetMinutes: Number(firstResponseMinutes) / hurry };
  };
}

/** Calls by five minutes: the day that the seed chooses. */
function curveOf(folder: string, seed: number): { name: string; curve: Curve } {
  const days = new Map<string, { from: number; counts: number[] }>();
  for (const line of readFileSync(path.join(folder, 'bank_calls.csv'), 'utf8').trim().split('\n').slice(1)) {
    const [, at = '', calls] = line.replaceAll('"', '').split(',');
    const day = days.get(at.slice(0, 10)) ?? { from: Date.parse(at), counts: [] };
    days.set(at.slice(0, 10), day);
    day.counts.push(Number(calls));
  }
  const [name, day] = [...days][Math.floor(seeded(seed)() * days.size)] ?? [];
  if (name === undefined || !day)
    throw new Error(`There are no days in ${folder}/bank_calls.csv: expected rows of number, instant, calls.`);
  return { name, curve: { ...day, interval: 300_000 } };
}

/** Steep in the morning, highest at ten, a long afternoon, a thin evening: 07:00 to 21:00. */
function drawnCurve(seed: number): { name: string; curve: Curve } {
  const corners: [hour: number, height: number][] = [
    [7, 10],
    [10, 100],
    [13, 85],
    [16, 70],
    [18, 40],
    [21, 15],
  ];
  const random = seeded(seed);
  const counts = Array.from({ length: 14 * 12 }, (_, n) => {
    const hour = 7 + n / 12;
    const next = corners.findIndex(([at]) => at > hour);
    const [[from, low], [to, high]] = [corners[next - 1]!, corners[next]!];
    return (low + ((high - low) * (hour - from)) / (to - from)) * (0.85 + 0.3 * random());
  });
  return { name: 'a drawn day', curve: { from: Date.parse('2026-11-24T07:00:00Z'), interval: 300_000, counts } };
}

function shares({ inTime, tasks, byClass }: DayFigures): string[] {
  return [percent(inTime, tasks), ...['A', 'B', 'C'].map((one) => percent(byClass[one]?.inTime ?? 0, byClass[one]?.tasks ?? 0))];
}

function row(cells: string[]): string {
  return cells.map((cell, at) => (at === 0 ? cell.padEnd(26) : cell.padStart(11))).join('');
}
