import type { MailFilter } from '../known.ts';

/** The same message again: fetched twice, delivered to two folders, imported after a change of UIDVALIDITY. */
export const duplicate: MailFilter = (_mail, known) =>
  known.duplicateOf === null ? null : { verdict: 'filtered', reason: 'M101 duplicate', detail: { duplicateOf: known.duplicateOf } };
