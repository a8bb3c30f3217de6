import { automaticReply } from './filters/automatic-reply.ts';
import { blockedSender } from './filters/blocked-sender.ts';
import { bounce } from './filters/bounce.ts';
import { calendarAnswer } from './filters/calendar-answer.ts';
import { duplicate } from './filters/duplicate.ts';
import { followUp } from './filters/follow-up.ts';
import { knownSender } from './filters/known-sender.ts';
import { listMail } from './filters/list-mail.ts';
import { loop } from './filters/loop.ts';
import { newRequest } from './filters/new-request.ts';
import { ownNotification } from './filters/own-notification.ts';
import { readReceipt } from './filters/read-receipt.ts';
import { spamVerdict } from './filters/spam-verdict.ts';
import type { Known, MailFilter, Verdict } from './known.ts';
import type { ParsedMail } from './types.ts';

/** The order matters: each comment in the filters says why it stands before or after its neighbour. */
const FILTERS: MailFilter[] = [
  duplicate,
  loop,
  bounce,
  readReceipt,
  calendarAnswer,
  automaticReply,
  listMail,
  blockedSender,
  followUp,
  ownNotification,
  spamVerdict,
  knownSender,
];

/** Where a mail goes: the first filter that has an opinion, else a new request. */
export function classifyMail(mail: ParsedMail, known: Known): Verdict {
  for (const filter of FILTERS) {
    const verdict = filter(mail, known);
    if (verdict !== null) return verdict;
  }
  return newRequest(mail, known);
}
