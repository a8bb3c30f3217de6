import { bounceOf } from '../bounce.ts';
import type { Known, MailFilter, OwnMessage, Verdict } from '../known.ts';
import type { ParsedMail } from '../types.ts';

/**
 * Reports about mail of ours. It belongs to the request whose mail it carries; anybody can write such a report, so it
 * never counts as an answer and nothing is sent because of it.
 */
export const bounce: MailFilter = (mail, known): Verdict | null => {
  const found = bounceOf(mail);
  if (found === null) return null;
  const about = aboutOf(mail, known);
  return {
    verdict: found.reason === 'M305 delivered' ? 'automatic' : 'bounce',
    reason: found.reason,
    ...about,
    detail: { recipients: found.recipients, originalMessageId: mail.original?.messageId ?? known.returned },
  };
};

/** The request and consultation of the mail that came back: by the carried mail first, by threading headers else. */
function aboutOf(mail: ParsedMail, known: Known): { requestId?: string; consultationId?: string } {
  const original = mail.original === null ? [] : [mail.original.messageId ?? '', ...mail.original.references.toReversed()];
  for (const id of [
    ...original,
    ...(known.returned === null ? [] : [known.returned]),
    ...mail.inReplyTo,
    ...mail.references.toReversed(),
  ]) {
    const own: OwnMessage | undefined = known.ownMessageIds[id];
    if (own !== undefined) {
      return { requestId: own.requestId, ...(own.consultationId === undefined ? {} : { consultationId: own.consultationId }) };
    }
  }
  const anchor = known.originalAnchors[0] ?? known.anchors[0];
  if (anchor === undefined) return {};
  if (anchor.purpose === 'request') return { requestId: anchor.id };
  const requestId = known.consultations[anchor.id]?.requestId;
  return { consultationId: anchor.id, ...(requestId === undefined ? {} : { requestId }) };
}
