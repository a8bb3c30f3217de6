import type { MailFilter } from '../known.ts';
import { isCalendarAnswer } from '../machine.ts';
import { machineVerdict } from '../machine-verdict.ts';

/** A calendar's accepted or declined without a word beside it; with words it is a person's answer. */
export const calendarAnswer: MailFilter = (mail, known) =>
  isCalendarAnswer(mail) ? machineVerdict(mail, known, 'M406 calendar-answer') : null;
