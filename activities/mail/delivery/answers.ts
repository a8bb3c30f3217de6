import type { MailDependencies } from '../dependencies.ts';

const refusals = {
  unknown: { code: 550, text: '5.1.1 There is no such mailbox here, and nothing is passed on' },
  switchedOff: { code: 450, text: '4.2.1 The mailbox is switched off at present' },
  tooLarge: { code: 552, text: '5.3.4 The mail is too large' },
  busy: { code: 452, text: '4.3.1 Too much mail at once, please try again' },
  away: { code: 451, text: '4.3.0 The mail cannot be kept at present, please try again' },
};

/** An answer of ours, as smtp-server sends it. */
class Refusal extends Error {
  responseCode: number;
  constructor(which: keyof typeof refusals) {
    super(refusals[which].text);
    this.responseCode = refusals[which].code;
  }
}

export const refusal = (which: keyof typeof refusals): Error => new Refusal(which);

/** What the other side hears. Whatever we did not mean is our trouble and passes: it keeps the mail and comes again. */
export function answers(log: MailDependencies['log'], error: Error): Error {
  if (error instanceof Refusal) return error;
  log.warn(
    { error: error.name, code: (error as { code?: string }).code ?? '' },
    'A mail could not be taken over; the other side keeps it.',
  );
  return new Refusal('away');
}
