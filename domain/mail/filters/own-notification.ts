import type { MailFilter } from '../known.ts';

/** An answer to a mail that told one of our own people something: never a request, never an answer to the customer. */
export const ownNotification: MailFilter = (mail, known) => {
  for (const id of [...mail.inReplyTo, ...mail.references.toReversed()]) {
    const own = known.ownMessageIds[id];
    if (own?.purpose === 'notification') {
      return { verdict: 'quarantined', reason: 'M601 own-notification', requestId: own.requestId, detail: {} };
    }
  }
  return null;
};
