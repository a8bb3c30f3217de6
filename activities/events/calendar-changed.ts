import { newestNumber } from '../../db/calendars.ts';
import { accepted, type EventHandler, text } from './event.ts';
import { reconsider } from './reconsider.ts';
import { refused } from './request-migrated.ts';

/** A calendar has a new version: what was counted stays counted, the deadlines follow. Clocks that were never set begin now. */
export const calendarChanged: EventHandler = async (work, event) => {
  const { request, trx } = work;
  const key = text(event, 'calendar');
  if (request.state?.status !== 'running') return refused({ code: 'request-closed' });
  if (!request.clocks) return reconsider(work, {});
  if (!(key in request.clocks.numbers)) return refused({ code: 'other-calendar' });
  const number = await newestNumber(trx, key);
  work.patch({ clocks: { ...request.clocks, numbers: { ...request.clocks.numbers, [key]: number }, after: null } });
  work.timeline({ kind: 'calendar-changed', data: { calendar: key, number } });
  return { engine: null, answer: accepted };
};
