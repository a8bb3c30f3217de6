import { mayTake } from '../../routing/eligibility.ts';
import { type Calendar, workingTimeBetween } from '../../service-level/calendar.ts';
import { levelOf } from '../../service-level/request-clocks.ts';
import { type Course, nextRound } from '../floor.ts';
import type { Breach, ServedTask } from './served.ts';
import { type Span, spansOf } from './spans.ts';
import type { World } from './world.ts';

/** Where the time went that a request had. `kept`: for an owner who was away for a moment; `round`: until the sweeper's next round gave it out; `idle`: it lay in line though somebody able had room, `unknown`: nobody knows. */
export type Cause =
  | 'nobody-able'
  | 'nobody-there'
  | 'on-break'
  | 'busy'
  | 'in-hand'
  | 'worked-on'
  | 'expert'
  | 'customer'
  | 'kept'
  | 'round'
  | 'idle'
  | 'unknown';

export interface Part {
  cause: Cause;
  /** Working minutes by the calendar that counts. */
  minutes: number;
  /** When, epoch milliseconds; those that touch are one. */
  spans: [from: number, to: number][];
  /** In line: how many could take it, and how many tasks they were given meanwhile. */
  able: number;
  before: number;
  /** What it needed, or who had it. */
  who: string;
}

export interface Explanation {
  breach: Breach;
  /** Working minutes that the clock counted until it ran out, and those in which it stood still. */
  minutes: number;
  stoodStill: number;
  /** The largest first. */
  parts: Part[];
  /** Every minute has a known cause, and together they are what the service level gave. */
  isExplained: boolean;
}

/** Of each minute of working time that the clock had: where the request was, and why it was not further. */
export function explain(breach: Breach, world: World): Explanation {
  const calendar = world.calendarOf(breach.request);
  const [from, due] = [Date.parse(breach.from), Date.parse(breach.due)];
  const parts = new Map<string, Part>();
  const add = (cause: Cause, [begin, end]: [number, number], more: Partial<Pick<Part, 'able' | 'before' | 'who'>> = {}) => {
    const minutes = minutesIn(calendar, begin, end);
    if (minutes === 0) return;
    const key = `${cause} ${more.who ?? ''}`;
    const part = parts.get(key) ?? { cause, minutes: 0, spans: [], able: 0, who: '', ...more, before: 0 };
    parts.set(key, part);
    part.minutes += minutes;
    part.before += more.before ?? 0;
    const last = part.spans.at(-1);
    if (last && last[1] === begin) last[1] = end;
    else part.spans.push([begin, end]);
  };
  const { policy, priority } = levelOf(breach.request.clocks?.moves ?? []);
  const waits = { customer: policy.pauses.includes(breach.clock), expert: policy.expertPauses?.includes(breach.clock) === true };
  let stoodStill = 0;
  for (const span of spansOf(breach.request, from, due)) {
    if ((span.where === 'customer' && waits.customer) || (span.where === 'expert' && waits.expert))
      stoodStill += minutesIn(calendar, span.from, span.to);
    else explainSpan(span, world, add);
  }
  const minutes = minutesIn(calendar, from, due) - stoodStill;
  const list = [...parts.values()].toSorted((a, b) => b.minutes - a.minutes);
  const known = list.reduce((sum, part) => sum + (part.cause === 'unknown' || part.cause === 'idle' ? 0 : part.minutes), 0);
  const given = policy.targets[priority]?.[breach.clock] ?? 0;
  return { breach, minutes, stoodStill, parts: list, isExplained: Math.abs(minutes - known) < 0.01 && Math.abs(minutes - given) < 1 };
}

type Add = (cause: Cause, span: [number, number], more?: Partial<Pick<Part, 'able' | 'before' | 'who'>>) => void;

function explainSpan({ from, to, where, agent, task, line }: Span, world: World, add: Add): void {
  if (where === 'in-line' && task && line) explainLine({ ...task, ...line }, [from, to], world, add);
  else if (where === 'with-agent' && agent !== null) {
    for (const { begin, end, courses } of together([world.floor.courses.get(agent) ?? []], from, to)) {
      add(courses[0]?.presence === 'available' ? 'in-hand' : 'on-break', [begin, end], { who: agent });
    }
  } else if (where === 'worked-on') add('worked-on', [from, to]);
  else if (where === 'expert') add('expert', [from, to]);
  else if (where === 'customer') add('customer', [from, to]);
  else add('unknown', [from, to]);
}

/** In line: who could have taken it, and what they were doing. */
function explainLine(task: ServedTask & NonNullable<Span['line']>, [from, to]: [number, number], world: World, add: Add): void {
  const who = task.skills.map(({ key, level }) => `${key} ${level}`).join(', ');
  if (task.reserved === true) {
    add('kept', [from, to], { who: task.preferred ?? '' });
    return;
  }
  const able = world.agents.filter((agent) => mayTake({ ...agent, presence: 'available', load: 0 }, task).may);
  if (able.length === 0) {
    add('nobody-able', [from, to], { who });
    return;
  }
  const all = able.map(({ id }) => world.floor.courses.get(id) ?? []);
  for (const { begin, end, courses } of together(all, from, to)) {
    const there = courses.flatMap((course, index) => (course?.presence === 'available' ? [{ course, agent: able[index]! }] : []));
    const before = courses.reduce((sum, course) => sum + (course && course.at === begin ? course.more : 0), 0);
    const more = { who, able: able.length, before };
    if (there.some(({ course, agent }) => course.load + task.points <= agent.capacity))
      add(task.why === 'released' && end <= nextRound(task.since) ? 'round' : 'idle', [begin, end], more);
    else if (there.length > 0) add('busy', [begin, end], more);
    else add(courses.some((course) => course?.presence === 'paused') ? 'on-break' : 'nobody-there', [begin, end], more);
  }
}

/** The stretches between any two changes of several courses, with how each of them is in it. */
function together(
  all: readonly (readonly Course[])[],
  from: number,
  to: number,
): { begin: number; end: number; courses: (Course | null)[] }[] {
  const at = all.map((list) => indexAt(list, from));
  const edges = new Set([from]);
  for (const [index, list] of all.entries())
    for (let n = at[index]! + 1; n < list.length && list[n]!.at < to; n += 1) edges.add(list[n]!.at);
  const sorted = [...edges].toSorted((a, b) => a - b);
  return sorted.map((begin, n) => {
    for (const [index, list] of all.entries()) while (at[index]! + 1 < list.length && list[at[index]! + 1]!.at <= begin) at[index]! += 1;
    return { begin, end: sorted[n + 1] ?? to, courses: all.map((list, index) => list[at[index]!] ?? null) };
  });
}

/** The last entry at or before an instant; -1: none. By halving. */
function indexAt(list: readonly Course[], instant: number): number {
  let [low, high] = [-1, list.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (list[middle]!.at <= instant) low = middle;
    else high = middle - 1;
  }
  return low;
}

const minutesIn = (calendar: Calendar, from: number, to: number): number =>
  workingTimeBetween(calendar, new Date(from).toISOString(), new Date(to).toISOString());
