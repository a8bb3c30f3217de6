import type { Static } from 'typebox';
import type { Trx } from '../../db/client.ts';
import { placeOf } from '../../db/line.ts';
import { routingPolicy } from '../../db/routing-policy.ts';
import { forecast } from '../../domain/routing/forecast.ts';
import { whyNext } from '../../domain/routing/why-next.ts';
import { ProblemError } from '../problems.ts';
import type { TaskPlace } from './schema.ts';

/** Where a task stands in its line and why, for whoever asks. @throws ProblemError not-found. */
export async function placeInLine(trx: Trx, task: string): Promise<Static<typeof TaskPlace>> {
  const [place, policy] = await Promise.all([placeOf(trx, task), routingPolicy(trx)]);
  if (!place) throw new ProblemError('not-found');
  const now = new Date().toISOString();
  const { before, agents, handlingMinutes, isWaiting } = place;
  const line = {
    id: task,
    customerClass: place.customerClass,
    deadline: place.deadline?.toISOString() ?? null,
    arrival: place.arrival.toISOString(),
    raised: place.raised,
    escalated: place.escalated,
    togetherWith: place.togetherWith,
  };
  return {
    why: whyNext(line, now, policy),
    place: isWaiting ? before + 1 : null,
    waiting: place.waiting,
    expectedAt:
      isWaiting && agents !== null && handlingMinutes !== null ? forecast({ before, agents, minutes: handlingMinutes, now }) : null,
    reservedFor: place.reservedFor,
    reservedUntil: place.reservedUntil?.toISOString() ?? null,
    overflowedAt: place.overflowedAt?.toISOString() ?? null,
    lacking: isWaiting ? place.lacking : null,
  };
}
