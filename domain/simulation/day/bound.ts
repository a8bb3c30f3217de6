import { mayTake } from '../../routing/eligibility.ts';
import { type Rostered, stretchesOf } from '../roster.ts';
import { Flow } from './flow.ts';
import type { DayTask } from './run-day.ts';

/**
 * An upper bound on how many of these tasks any policy could finish in time with these agents.
 *
 * Proof. Take any policy, also one that knows all that will come. Cut time into slots. Let y(j, a, s) be the time that agent a
 * works in slot s on task j, for the tasks finished in time and 0 for all others. Then
 *   1. work on j lies between arrival and deadline, and one agent at a time works on it: Σa y(j, a, s) ≤ their overlap with s;
 *   2. an agent works only while present, on one task at a time: Σj y(j, a, s) ≤ a's presence in s; and only with j's skills;
 *   3. a task finished in time has got all its work: Σa,s y(j, a, s) = p(j), and otherwise 0 ≤ p(j).
 * So y is a flow from tasks over (skill, slot) to (agent, slot), and the number of tasks finished in time is Σj y(j) / p(j). The
 * largest value of that sum over *all* such flows can only be larger: it also counts parts of tasks, and lets the work on one be
 * cut up and passed around at will.
 * That largest value is found exactly: the amounts y(j) that can flow are a polymatroid, on which a linear sum with weights 1/p(j)
 * is largest where tasks are filled up one after the other, heaviest weight (shortest task) first, each as far as the flow so
 * far, rerouted but not reduced, allows (Edmonds). Tasks that take longer than their whole time nobody can meet: they are left out.
 */
export function mostInTime(work: readonly DayTask[], roster: readonly Rostered[], slot = 300_000): number {
  const stretches = roster.map(stretchesOf);
  const begin = Math.min(...stretches.flat().map(([from]) => from));
  const end = Math.max(...stretches.flat().map(([, to]) => to));
  const needs = new Map<string, number[]>();
  const flow = new Flow({
    slots: Math.ceil((end - begin) / slot),
    present: stretches.map((list) => (at: number) => overlapOf(list, begin + at * slot, begin + (at + 1) * slot)),
  });
  let sum = 0;
  for (const task of work.toSorted((a, b) => a.left - b.left)) {
    const [from, to] = [Math.max(begin, Date.parse(task.arrival)), Math.min(end, Date.parse(task.deadline))];
    if (to - from < task.left) continue;
    const key = JSON.stringify(task.skills);
    const able = needs.get(key) ?? ableOf(task, roster);
    needs.set(key, able);
    const first = Math.floor((from - begin) / slot);
    const room = Array.from({ length: Math.ceil((to - begin) / slot) - first }, (_, n) =>
      overlapOf([[from, to]], begin + (first + n) * slot, begin + (first + n + 1) * slot),
    );
    sum += flow.add({ need: key, able, amount: task.left, first, room }) / task.left;
  }
  // Sums of fractions of one: what is a hair below a whole number is that number.
  return Math.floor(sum + 1e-6);
}

/** Which agents could take it if they were there and free. */
function ableOf(task: DayTask, roster: readonly Rostered[]): number[] {
  return roster.flatMap(({ agent }, index) => (mayTake({ ...agent, presence: 'available', load: 0 }, task).may ? [index] : []));
}

function overlapOf(stretches: readonly [number, number][], from: number, to: number): number {
  return stretches.reduce((sum, [begin, end]) => sum + Math.max(0, Math.min(end, to) - Math.max(begin, from)), 0);
}
