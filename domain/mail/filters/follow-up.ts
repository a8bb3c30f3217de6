import { isAmong } from '../addresses.ts';
import { joinOf, notificationOf, type Candidate } from '../join.ts';
import type { Known, MailFilter, Verdict } from '../known.ts';
import type { Reason } from '../reasons.ts';
import type { ParsedMail } from '../types.ts';

const REASON_BY = {
  'own-reference': 'M502 own-reference',
  'signed-anchor': 'M501 signed-anchor',
  'subject-tag': 'M503 subject-tag',
} as const satisfies Record<Candidate['by'], Reason>;

/**
 * Replies to requests and answers of experts. A reference counts together with its sender only. A stranger with an id
 * or token of ours (forwarded, leaked, stolen) is held for a person; a stranger with a guessed tag gets a new request. A
 * customer who answers after the time for answers begins a request that names the old one.
 */
export const followUp: MailFilter = (mail, known): Verdict | null => {
  const { joined, late, proven, tagged } = joinOf(mail, known);
  if (joined !== null) {
    const { requestId, consultationId, by } = joined;
    const others = [...new Set([...proven, ...tagged].map((one) => one.requestId))].filter((id) => id !== requestId);
    const detail = { by, ...(others.length > 0 ? { alsoNames: others } : {}) };
    return consultationId === undefined
      ? { verdict: 'reply', reason: REASON_BY[by], requestId, detail }
      : { verdict: 'expert-answer', reason: 'M504 expert-answer', requestId, consultationId, detail };
  }
  if (notificationOf(mail, known) !== null) return null;
  if (late !== null) return { verdict: 'request', reason: 'M505 late-reply', follows: late.requestId, detail: { by: late.by } };
  const claimed = proven[0] ?? claimedByTag(mail, tagged);
  if (claimed === undefined) return null;
  return {
    verdict: 'quarantined',
    reason: doubtOf(mail, known),
    requestId: claimed.requestId,
    ...(claimed.consultationId === undefined ? {} : { consultationId: claimed.consultationId }),
    detail: { by: claimed.by },
  };
};

/** A tag whose customer the sender claims to be, without proof: forged or a broken forwarder, held either way. */
function claimedByTag(mail: ParsedMail, tagged: Candidate[]): Candidate | undefined {
  const from = mail.from?.address;
  return from === undefined ? undefined : tagged.find((one) => isAmong(from, one.participants));
}

function doubtOf(mail: ParsedMail, known: Known): Reason {
  if (mail.fromDoubt !== null) return 'M513 unclear-sender';
  return known.authentication === 'fail' || known.authentication === 'other' ? 'M512 unproven-sender' : 'M511 unknown-sender';
}
