import { notificationOf } from '../join.ts';
import type { MailFilter } from '../known.ts';

/** An answer to a mail that told one of our own people something: never a request, never an answer to the customer. */
export const ownNotification: MailFilter = (mail, known) => {
  const own = notificationOf(mail, known);
  return own === null ? null : { verdict: 'quarantined', reason: 'M601 own-notification', requestId: own.requestId, detail: {} };
};
