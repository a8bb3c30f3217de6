import type { MailFilter } from '../known.ts';
import { isReadReceipt } from '../machine.ts';
import { machineVerdict } from '../machine-verdict.ts';

/** Somebody's program says that our mail was shown. Before automatic replies: many receipts carry their marks too. */
export const readReceipt: MailFilter = (mail, known) => (isReadReceipt(mail) ? machineVerdict(mail, known, 'M405 read-receipt') : null);
