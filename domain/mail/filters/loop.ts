import { isAmong, withoutTag } from '../addresses.ts';
import type { MailFilter, Verdict } from '../known.ts';

/** RFC 5321 6.3: a large number of Received lines is a loop; ordinary mail has fewer than 15. */
const MOST_HOPS = 50;

/**
 * Our own mail that came back. Both its Message-ID and its sender must be ours: either alone can be borrowed, and a
 * shop's web form may write under the shop's address, so such mail is shown and not dropped.
 */
export const loop: MailFilter = (mail, known): Verdict | null => {
  const own = mail.messageId === null ? undefined : known.ownMessageIds[mail.messageId];
  const fromUs = mail.from !== null && isAmong(withoutTag(mail.from.address), known.ownAddresses);
  if (own !== undefined && fromUs) {
    return { verdict: 'filtered', reason: 'M201 own-message-id', requestId: own.requestId, detail: {} };
  }
  if (own !== undefined) return { verdict: 'quarantined', reason: 'M203 borrowed-message-id', detail: {} };
  if (fromUs) return { verdict: 'quarantined', reason: 'M202 own-address', detail: {} };
  const hops = mail.headers['received']?.length ?? 0;
  return hops > MOST_HOPS ? { verdict: 'quarantined', reason: 'M204 too-many-hops', detail: { hops } } : null;
};
