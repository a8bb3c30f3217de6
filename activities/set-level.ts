import { isDeepStrictEqual } from 'node:util';
import { calendarAndLoad } from '../db/topic-load.ts';
import { levelFrom, type Terms } from '../domain/service-level/level.ts';
import { type Deadlines, type Level, levelOf, movesBefore, toldNow } from '../domain/service-level/request-clocks.ts';
import { deadlineColumns } from './advance/follow-clocks.ts';
import { calendarsOf, moveClocks } from './clocks.ts';
import type { Work } from './work.ts';

/**
 * Starts the request's clocks by a service level, from its arrival. Where they run already they go on by it, if it is another one.
 * @param topic of the request from now on; null: as it is
 * @returns what they show now; what has changed is told to the process when the event in hand is done
 */
export async function setLevel(work: Work, terms: Terms & { calendar?: string | null }, topic: string | null): Promise<Deadlines> {
  const found = await calendarAndLoad(work.trx, { calendar: terms.calendar ?? null, topic: topic ?? work.request.topic });
  const priority = work.request.clocks?.priority ?? terms.priority;
  const level = levelFrom({ ...terms, ...(priority ? { priority } : {}) }, found.key);
  const deadlines = await (work.request.clocks ? goOn(work, level, found) : begin(work, level, found));
  work.patch({ ...deadlineColumns(deadlines), ...(topic ? { topic } : {}), ...(priority ? { priority } : {}) });
  work.timeline({ kind: 'deadlines-set', data: { ...deadlines, calendar: level.calendar } });
  return deadlines;
}

type Found = Awaited<ReturnType<typeof calendarAndLoad>>;

async function begin(work: Work, level: Level, { calendar, number, load }: Found): Promise<Deadlines> {
  const { created_at: arrival, first_responded_at: answeredAt, owed_since: owedSince } = work.request;
  const moves = movesBefore(level, { arrival, answeredAt, owedSince });
  const told = toldNow({ moves, told: null }, { [level.calendar]: calendar }, load);
  work.patch({ clocks: { moves, numbers: { [level.calendar]: number }, told, after: moves.length } });
  return told;
}

/** Of what the process had been told before only the promise is renewed: when this event is done it is told everywhere what has changed. */
async function goOn(work: Work, level: Level, { calendar, number, load }: Found): Promise<Deadlines> {
  const before = work.request.clocks!;
  work.patch({ clocks: { ...before, numbers: { ...before.numbers, [level.calendar]: number } } });
  if (!isDeepStrictEqual(levelOf(before.moves), level)) moveClocks(work, { type: 'level-changed', ...level });
  const clocks = work.request.clocks!;
  const calendars = { ...(await calendarsOf(work, before.numbers)), [level.calendar]: calendar };
  const deadlines = toldNow(clocks, calendars, load);
  work.patch({ clocks: { ...clocks, told: { ...clocks.told, promiseAt: deadlines.promiseAt, noticeAt: deadlines.noticeAt } } });
  return deadlines;
}
