import { isFrom } from '../sender.ts';
import type { MailFilter } from '../known.ts';

/**
 * Suppliers, press, applicants and others who are no customers (mission M9): a request of the kind that the tenant's list
 * names, so it goes to those who deal with them. The domain must not have failed its check: a list is no password.
 */
export const knownSender: MailFilter = (mail, known) => {
  const { relation } = known;
  if (relation === null || mail.from === null || !isFrom(mail, known, [mail.from.address])) return null;
  return {
    verdict: 'request',
    reason: 'M721 known-sender',
    kind: relation.kind,
    detail: { relation: relation.relation, pattern: relation.pattern },
  };
};
