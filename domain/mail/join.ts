import type { Known, OwnMessage } from './known.ts';
import { isFrom } from './sender.ts';
import { subjectTagsOf } from './threading.ts';
import type { ParsedMail } from './types.ts';

/** A request or consultation that a mail refers to, by which kind of reference, and who may use it. */
export interface Candidate {
  requestId: string;
  consultationId?: string;
  by: 'own-reference' | 'signed-anchor' | 'subject-tag';
  participants: string[];
  /** The request is over for so long that nothing joins it any more: what refers to it can only follow it. */
  isExpired: boolean;
}

/**
 * What a mail refers to and what it may join: the nearest reference whose participants include the sender (In-Reply-To,
 * newest References, reply address, subject tag). `late`: the same among requests of long ago. `proven` are the references
 * that nobody can guess.
 */
export function joinOf(
  mail: ParsedMail,
  known: Known,
): { joined: Candidate | null; late: Candidate | null; proven: Candidate[]; tagged: Candidate[] } {
  const proven = [...ownReferences(mail, known), ...signedAnchors(known)];
  const tagged = tags(mail, known);
  const own = [...proven, ...tagged].filter((candidate) => isFrom(mail, known, candidate.participants));
  const joined = own.find((candidate) => !candidate.isExpired) ?? null;
  return { joined, late: own.find((candidate) => candidate.isExpired) ?? null, proven, tagged };
}

/** The mail to one of our own people that this one answers, if any. */
export function notificationOf(mail: ParsedMail, known: Known): OwnMessage | null {
  const ids = [...mail.inReplyTo, ...mail.references.toReversed()];
  return ids.map((id) => known.ownMessageIds[id]).find((own) => own?.purpose === 'notification') ?? null;
}

function ownReferences(mail: ParsedMail, known: Known): Candidate[] {
  return [...mail.inReplyTo, ...mail.references.toReversed()].flatMap((id) => {
    const own = known.ownMessageIds[id];
    if (own === undefined || own.purpose === 'notification') return [];
    const { requestId, consultationId } = own;
    return consultationId === undefined
      ? [{ requestId, by: 'own-reference' as const, ...requestOf(known, requestId) }]
      : [
          {
            requestId,
            consultationId,
            by: 'own-reference' as const,
            participants: known.consultations[consultationId]?.participants ?? [],
            isExpired: false,
          },
        ];
  });
}

/** Anchors whose request or consultation is unknown (erased, another installation) lead nowhere. */
function signedAnchors(known: Known): Candidate[] {
  return known.anchors.flatMap((anchor) => {
    if (anchor.purpose === 'request') {
      const request = known.requests[anchor.id];
      return request === undefined ? [] : [{ requestId: anchor.id, by: 'signed-anchor' as const, ...requestOf(known, anchor.id) }];
    }
    const consultation = known.consultations[anchor.id];
    return consultation === undefined
      ? []
      : [{ ...consultation, consultationId: anchor.id, by: 'signed-anchor' as const, isExpired: false }];
  });
}

function tags(mail: ParsedMail, known: Known): Candidate[] {
  return subjectTagsOf(mail.subject).flatMap((tag) => {
    const request = known.subjectTags[tag];
    return request === undefined ? [] : [{ ...request, by: 'subject-tag' as const, isExpired: request.isExpired === true }];
  });
}

function requestOf(known: Known, id: string): Pick<Candidate, 'participants' | 'isExpired'> {
  const request = known.requests[id];
  return { participants: request?.participants ?? [], isExpired: request?.isExpired === true };
}
