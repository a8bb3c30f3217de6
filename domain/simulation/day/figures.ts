import type { DayTask } from './run-day.ts';

export interface DayFigures {
  tasks: number;
  /** Done until the deadline: all, and by customer class. */
  inTime: number;
  byClass: Record<string, { tasks: number; inTime: number }>;
  /** Milliseconds after its deadline at which the latest was done, or was still not when the day ended. */
  latest: number;
  /** Not done when the day ended. */
  left: number;
}

/** @param done by task the instant (epoch milliseconds) at which it was done; @param end of the day */
export function figuresOf(work: readonly DayTask[], done: ReadonlyMap<string, number>, end: number): DayFigures {
  const figures: DayFigures = { tasks: work.length, inTime: 0, byClass: {}, latest: 0, left: 0 };
  for (const { id, customerClass, deadline } of work) {
    const ofClass = (figures.byClass[customerClass] ??= { tasks: 0, inTime: 0 });
    const late = (done.get(id) ?? end) - Date.parse(deadline);
    ofClass.tasks += 1;
    if (!done.has(id)) figures.left += 1;
    figures.latest = Math.max(figures.latest, late);
    if (late > 0 || !done.has(id)) continue;
    ofClass.inTime += 1;
    figures.inTime += 1;
  }
  return figures;
}
