import type { MailFilter, Verdict } from '../known.ts';
import { machineMarkOf } from '../machine.ts';
import { joinOf } from '../join.ts';

/**
 * Machines' mail (RFC 3834 and what programs do without it). It stands before follow-up: an out-of-office with all our
 * ids is still no answer. Where its sender belongs to a request, it is recorded there.
 */
export const automaticReply: MailFilter = (mail, known): Verdict | null => {
  const reason = machineMarkOf(mail);
  if (reason === null) return null;
  const { joined } = joinOf(mail, known);
  return {
    verdict: 'automatic',
    reason,
    ...(joined === null ? {} : { requestId: joined.requestId }),
    ...(joined?.consultationId === undefined ? {} : { consultationId: joined.consultationId }),
    detail: {},
  };
};
