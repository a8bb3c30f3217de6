import { joinOf } from './join.ts';
import type { Known, Verdict } from './known.ts';
import type { Reason } from './reasons.ts';
import type { ParsedMail } from './types.ts';

/** Mail of machines is no answer, whatever it refers to; where its sender belongs to a request, it is recorded there. */
export function machineVerdict(mail: ParsedMail, known: Known, reason: Reason): Verdict {
  const { joined } = joinOf(mail, known);
  return {
    verdict: 'automatic',
    reason,
    ...(joined === null ? {} : { requestId: joined.requestId }),
    ...(joined?.consultationId === undefined ? {} : { consultationId: joined.consultationId }),
    detail: {},
  };
}
