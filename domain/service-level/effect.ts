import type { Instant } from './calendar.ts';
import { type Calendars, type ClockMove, deadlinesAt, type Level, type RequestClocks } from './request-clocks.ts';

/** What a change does to the open requests: how many of their next deadlines come earlier or later, and how many are missed only then, or only now. */
export interface Effect {
  requests: number;
  earlier: number;
  later: number;
  newlyMissed: number;
  noLongerMissed: number;
}

export const noEffect: Effect = { requests: 0, earlier: 0, later: 0, newlyMissed: 0, noLongerMissed: 0 };

/** Adds what other calendars do to one request, as of `now`. */
export function withRequest(
  effect: Effect,
  { clocks, before, after, now }: { clocks: Pick<RequestClocks, 'moves'>; before: Calendars; after: Calendars; now: Instant },
): Effect {
  const [was, is] = [before, after].map((calendars) => nextOf(clocks.moves, calendars)) as [Instant | null, Instant | null];
  return withDeadline(effect, { was, is, now });
}

/** Adds what another service level does to one request; null: it stays by the one that it has. */
export function withLevel(
  effect: Effect,
  { clocks, level, calendars, now }: { clocks: RequestClocks; level: Level | null; calendars: Calendars; now: Instant },
): Effect {
  const was = clocks.told.dueAt;
  const at = clocks.moves.at(-1)?.at ?? now;
  const moved: ClockMove | null = level && { at: at > now ? at : now, type: 'level-changed', ...level };
  return withDeadline(effect, { was, is: moved ? nextOf([...clocks.moves, moved], calendars) : was, now });
}

function withDeadline(effect: Effect, { was, is, now }: { was: Instant | null; is: Instant | null; now: Instant }): Effect {
  const isMissed = (due: Instant | null) => due !== null && due < now;
  return {
    requests: effect.requests + 1,
    earlier: effect.earlier + Number(was !== is && (was === null || (is !== null && is < was))),
    later: effect.later + Number(was !== is && was !== null && (is === null || is > was)),
    newlyMissed: effect.newlyMissed + Number(isMissed(is) && !isMissed(was)),
    noLongerMissed: effect.noLongerMissed + Number(isMissed(was) && !isMissed(is)),
  };
}

/** Where only the resolution moves, that is what moves. */
function nextOf(moves: readonly ClockMove[], calendars: Calendars): Instant | null {
  return deadlinesAt(moves, calendars, moves.at(-1)?.at ?? '').dueAt;
}
