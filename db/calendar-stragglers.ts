import { sql } from 'kysely';
import type { Trx } from './client.ts';
import { recordEvent } from './request-events.ts';

/**
 * Requests that were on their way when a calendar's version was saved, so that its batch does not know them, are counted anew too. Looks only where a version
 * was saved within the hour, and is over a minute old. @returns how many got an event
 */
export async function countStragglers(trx: Trx): Promise<number> {
  const { rows } = await sql<{ id: string; calendar: string; number: number }>`
    select r.id, v.calendar, v.number from (select calendar, max(number) as number from calendar_version where number > 1 and created_at > now() - interval '1 hour'
        group by calendar having max(created_at) < now() - interval '1 minute') v
      join request r on r.status in ('open', 'waiting') and (r.clocks -> 'numbers' ->> v.calendar)::int < v.number
    where not exists (select 1 from batch_item i where i.request = r.id and i.state in ('waiting', 'sent')) limit 200`.execute(trx);
  for (const { id, calendar, number } of rows) {
    const key = `calendar:${calendar}:${number}`;
    await recordEvent(trx, { request: id, kind: 'calendar-changed', payload: { calendar }, actor: { type: 'system' }, key });
  }
  return rows.length;
}
