import type { MailFilter } from '../known.ts';
import { automaticMarkOf } from '../machine.ts';
import { machineVerdict } from '../machine-verdict.ts';

/**
 * Machines' answers (RFC 3834 and what programs do without it). It stands before follow-up: an out-of-office with all our
 * ids is still no answer.
 */
export const automaticReply: MailFilter = (mail, known) => {
  const reason = automaticMarkOf(mail);
  return reason === null ? null : machineVerdict(mail, known, reason);
};
