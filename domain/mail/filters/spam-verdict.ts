import type { MailFilter } from '../known.ts';

/** Our own spam filter's word. After follow-up: a known customer's reply is never lost to it. */
export const spamVerdict: MailFilter = (_mail, known) => (known.spam ? { verdict: 'filtered', reason: 'M701 spam', detail: {} } : null);
