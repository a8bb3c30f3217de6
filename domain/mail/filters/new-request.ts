import { joinOf } from '../join.ts';
import type { Known, Verdict } from '../known.ts';
import type { ParsedMail } from '../types.ts';

/** Whatever no other filter took: a new request, or, where nobody could be answered, a message for a person to look at. */
export function newRequest(mail: ParsedMail, known: Known): Verdict {
  if (mail.from === null || mail.fromDoubt !== null) {
    return { verdict: 'quarantined', reason: 'M803 no-sender', detail: { doubt: mail.fromDoubt } };
  }
  const unproven = known.authentication === 'fail' || known.authentication === 'other';
  const detail = unproven ? { authentication: known.authentication } : {};
  const { tagged } = joinOf(mail, known);
  if (tagged.length === 0) return { verdict: 'request', reason: 'M801 new-request', detail };
  return { verdict: 'request', reason: 'M802 foreign-tag', detail: { ...detail, names: tagged.map((one) => one.requestId) } };
}
