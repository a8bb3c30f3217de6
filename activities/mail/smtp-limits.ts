/**
 * How long a server may take, milliseconds, phase by phase. RFC 5321 (4.5.3.2) is more patient before the data, where nothing is lost by hanging up; after the final dot
 * each hurry makes a mail of unknown fate.
 */
export interface SmtpLimits {
  connect: number;
  greeting: number;
  /** Sender, recipients and the word to begin. */
  envelope: number;
  /** For each 64 KB of the mail. */
  piece: number;
  finalDot: number;
}

export const smtpLimits = (finalDot = 300_000): SmtpLimits => ({
  connect: Math.min(20_000, finalDot),
  greeting: Math.min(20_000, finalDot),
  envelope: Math.min(60_000, finalDot),
  piece: Math.min(60_000, finalDot),
  finalDot,
});
