import type { StepDescription } from '../../domain/process/types.ts';
import { archive } from './archive.ts';
import { askExpert } from './ask-expert.ts';
import { checkLimit } from './check-limit.ts';
import { classify } from './classify.ts';
import { endConsultation } from './end-consultation.ts';
import { escalate } from './escalate.ts';
import { estimate } from './estimate.ts';
import { remind } from './remind.ts';
import { sendMail } from './send-mail.ts';
import { setDeadlines } from './set-deadlines.ts';
import type { JobStep, TransactionStep } from './step.ts';

/** A new step type is one new file and its name here. */
const all: (TransactionStep | JobStep)[] = [
  classify,
  checkLimit,
  setDeadlines,
  estimate,
  sendMail,
  remind,
  escalate,
  askExpert,
  endConsultation,
  archive,
];

export const stepTypes: ReadonlyMap<string, TransactionStep | JobStep> = new Map(all.map((step) => [step.id, step]));

/** For the check at publish and the designer's catalogue. */
export const stepDescriptions: StepDescription[] = all.map(({ id, title, input, output, mode, errors }) => ({
  id,
  title,
  input,
  output,
  mode,
  errors,
}));
