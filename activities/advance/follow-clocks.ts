import { position, variablesOf } from '../../domain/process/position.ts';
import type { Awaited } from '../../domain/service-level/clocks.ts';
import { type Deadlines, toldNow, waitsIn } from '../../domain/service-level/request-clocks.ts';
import { waitsAt } from '../../domain/service-level/waits.ts';
import { calendarsOf, moveClocks } from '../clocks.ts';
import type { EngineInput } from '../events/event.ts';
import type { RequestRow, Work } from '../work.ts';

/**
 * After an event: where it moved the request's clocks, its deadlines and those of its tasks follow.
 * @returns what tells the process, whose timers follow in turn; null where nothing changed.
 */
export async function followClocks(work: Work): Promise<EngineInput | null> {
  noteWaits(work);
  const { clocks, state } = work.request;
  if (!clocks || clocks.after === clocks.moves.length) return null;
  const told = toldNow(clocks, await calendarsOf(work, clocks.numbers));
  work.patch({ clocks: { ...clocks, told, after: clocks.moves.length }, ...deadlineColumns(told) });
  const names = (Object.keys(told) as (keyof Deadlines)[]).filter((name) => told[name] !== clocks.told[name]);
  if (names.length === 0) return null;
  if (told.dueAt !== clocks.told.dueAt || told.atRiskAt !== clocks.told.atRiskAt) await moveTasks(work, clocks.told, told);
  if (state?.status !== 'running') return null;
  const deadlines = Object.fromEntries(names.map((name) => [name, told[name]]));
  // Called processes have their own copy of the service level, by which they would set the deadlines again.
  const isOther = clocks.moves.slice(clocks.after ?? clocks.moves.length).some(({ type }) => type === 'level-changed');
  const { serviceLevel } = variablesOf(state);
  return { type: 'reschedule', variables: { deadlines, ...(isOther && serviceLevel ? { serviceLevel } : {}) } };
}

/** The request's columns: the response's stays as it was last owed when nothing is owed any more. */
export function deadlineColumns(told: Deadlines): Partial<RequestRow> {
  const instant = (text: string | null) => (text === null ? null : new Date(text));
  return {
    ...(told.firstResponseAt === null ? {} : { first_response_due_at: instant(told.firstResponseAt) }),
    at_risk_at: instant(told.atRiskAt),
    resolution_due_at: instant(told.resolutionAt),
  };
}

/** Which waits begin and end, the process shows by where it stands. */
function noteWaits(work: Work): void {
  const { clocks, state } = work.request;
  if (!clocks) return;
  const known = waitsIn(clocks.moves);
  const now = state?.status === 'running' ? waitsAt(position(state)) : new Set<Awaited>();
  for (const awaited of ['customer', 'expert'] as const) {
    if (now.has(awaited) === known.has(awaited)) continue;
    moveClocks(work, { type: now.has(awaited) ? 'wait-begun' : 'wait-ended', for: awaited });
  }
}

/** Open tasks whose deadline was the request's; one of their own stays. */
async function moveTasks({ trx, request }: Work, before: Deadlines, now: Deadlines): Promise<void> {
  const owned = [before.dueAt, before.firstResponseAt].filter((at) => at !== null);
  await trx
    .updateTable('task')
    .set({ due_at: now.dueAt, at_risk_at: now.atRiskAt })
    .where('request', '=', request.id)
    .where('state', 'in', ['waiting', 'assigned'])
    .where((eb) =>
      eb.or([...owned.map((at) => eb('due_at', '=', new Date(at))), ...(before.dueAt === null ? [eb('due_at', 'is', null)] : [])]),
    )
    .execute();
}
