import type { MailFilter } from '../known.ts';

/** The tenant's own list, kept by people. Before follow-up: who is blocked is blocked with all our ids too. */
export const blockedSender: MailFilter = (_mail, { blocked }) =>
  blocked === null ? null : { verdict: 'filtered', reason: 'M711 blocked-sender', detail: { pattern: blocked.pattern } };
