/** Where a conversation in SMTP can break. `after-dot`: the mail is taken, and the sender does not learn of it (or is told off at its next word). */
export const smtpPhases = ['connect', 'greeting', 'ehlo', 'auth', 'mail', 'rcpt', 'data', 'body', 'dot', 'after-dot', 'quit'] as const;
export type SmtpPhase = (typeof smtpPhases)[number];

/** `partial`: one of several recipients is refused. */
export type SmtpDeed = 'cut' | 'stall' | '4xx' | '5xx' | 'partial';

export interface SmtpFault {
  phase: SmtpPhase;
  does: SmtpDeed;
}

/** Every cell of phase × deed that there is; a partial refusal is only known of recipients. */
export const smtpMatrix: SmtpFault[] = smtpPhases.flatMap((phase) =>
  (['cut', 'stall', '4xx', '5xx', ...(phase === 'rcpt' ? (['partial', 'partial'] as const) : [])] as const).map((does) => ({
    phase,
    does,
  })),
);
