import { nextHeld, takeDueReplies } from '../../db/held-replies.ts';
import { recordEvent } from '../../db/request-events.ts';
import type { Work } from '../work.ts';

/** Answers that were held back and whose time has come happen now: they become events, to be taken in like any other. @returns whether there were some. */
export async function releaseHeld({ trx, request, patch }: Work, now: Date): Promise<boolean> {
  if (!request.held_until || request.held_until > now) return false;
  const due = await takeDueReplies(trx, request.id, now);
  for (const { account, payload, idempotency_key } of due) {
    const actor = { type: 'account' as const, id: account };
    await recordEvent(trx, { request: request.id, kind: 'agent-replied', payload, actor, key: idempotency_key, occurredAt: now });
  }
  patch({ held_until: await nextHeld(trx, request.id) });
  return due.length > 0;
}
