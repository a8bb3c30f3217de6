import { readCalendars } from '../../db/calendars.ts';
import type { Trx } from '../../db/client.ts';
import type { OpenLevel } from '../../db/open-levels.ts';
import { type Effect, noEffect, withLevel } from '../../domain/service-level/effect.ts';
import type { Level } from '../../domain/service-level/request-clocks.ts';

/** Requests that are looked at before the process turns to others. */
const atOnce = 100;

/** What other service levels would do to open requests now. @param levelOf null: the one that it has */
export async function deadlineEffect(
  trx: Trx,
  requests: OpenLevel[],
  levelOf: (request: OpenLevel, index: number) => Level | null,
): Promise<Effect> {
  const calendars = await readCalendars(trx);
  const now = new Date().toISOString();
  let effect: Effect = noEffect;
  for (const [index, request] of requests.entries()) {
    const level = levelOf(request, index);
    const known = level && !(level.calendar in calendars) ? null : level;
    effect = withLevel(effect, { clocks: request.clocks, level: known, calendars, now });
    if (index % atOnce === 0) await new Promise((goOn) => setImmediate(goOn));
  }
  return effect;
}
