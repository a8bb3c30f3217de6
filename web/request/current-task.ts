import type { TaskDetail } from '../../api/types.ts';

/** Of a request's open tasks the one to work on: own before others', waiting before taken ones. */
export function currentTask(tasks: TaskDetail[], me: string): TaskDetail | null {
  const open = tasks.filter(({ state }) => state === 'waiting' || state === 'assigned');
  return open.find(({ owner }) => owner?.id === me) ?? open.find(({ owner }) => !owner) ?? open[0] ?? null;
}
