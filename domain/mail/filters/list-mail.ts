import type { MailFilter } from '../known.ts';
import { isBulkMail } from '../machine.ts';
import { machineVerdict } from '../machine-verdict.ts';

/** Newsletters and digests to which our address was signed up. */
export const listMail: MailFilter = (mail, known) => (isBulkMail(mail) ? machineVerdict(mail, known, 'M407 bulk-mail') : null);
