import { calendarUpTo } from '../db/calendars.ts';
import type { Calendars, ClockMove } from '../domain/service-level/request-clocks.ts';
import type { Work } from './work.ts';

type Unstamped<M> = M extends unknown ? Omit<M, 'at'> : never;

/** Notes what moves the request's clocks; its deadlines follow when the event in hand is done (advance/follow-clocks.ts). */
export function moveClocks(work: Work, move: Unstamped<ClockMove>): void {
  const { clocks } = work.request;
  if (!clocks) return;
  work.patch({ clocks: { ...clocks, moves: [...clocks.moves, { at: notBefore(clocks.moves, work.at), ...move }] } });
}

/** Clocks run forwards, also where a mail's date was before what is known already. */
function notBefore(moves: ClockMove[], at: Date): string {
  const last = moves.at(-1)?.at ?? '';
  return last > at.toISOString() ? last : at.toISOString();
}

/** The calendars that a request counts with, by the versions that it knows. Asks the database only for what this process has never seen. */
export async function calendarsOf({ trx, tenant }: Work, numbers: Record<string, number>): Promise<Calendars> {
  const found = Object.entries(numbers).map(async ([key, number]) => [key, await calendarUpTo(trx, { tenant, key, number })] as const);
  return Object.fromEntries(await Promise.all(found));
}
