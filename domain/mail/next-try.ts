/** Why a mail waits for another try. `rate` and `busy`: its turn has not come; the others: the last try failed. */
export type DelayReason = 'rate' | 'busy' | 'greylisted' | 'temporary' | 'connection' | 'sign-in' | 'not-ready';

/** What a try failed of. */
export type FailureReason = Exclude<DelayReason, 'rate' | 'busy'>;

const minute = 60;
/** Seconds before the second, third, … try; the last one repeats. Greylisting servers let in whoever comes again after a few minutes. */
const pauses: Record<FailureReason, readonly number[]> = {
  greylisted: [minute, 2 * minute, 3 * minute, 5 * minute, 5 * minute, 10 * minute, 15 * minute],
  temporary: [2 * minute, 5 * minute, 10 * minute, 20 * minute, 30 * minute],
  connection: [5, 15, 30, minute, 2 * minute, 5 * minute, 10 * minute, 15 * minute],
  'sign-in': [minute, 5 * minute, 15 * minute],
  'not-ready': [minute, 5 * minute, 15 * minute],
};

/** Seconds. RFC 5321 (4.5.4.1) wants four to five days; whoever waits for an answer from a customer service must know sooner. */
const longestTrying = 48 * 60 * minute;

/** The class of a reply that says "not now" (RFC 5321, 4.2.1); 450 and 451 are what greylisting answers (RFC 6647, 3). */
export function reasonOfReply(code: number): FailureReason {
  if (code === 450 || code === 451) return 'greylisted';
  // 421: the server closes the line, whatever was asked.
  return code === 421 || code < 400 ? 'connection' : 'temporary';
}

/**
 * When a mail is tried again; null: given up.
 * @param tries how many have failed, this one included.
 * @param since of the first try.
 * @param chance 0 to 1, spreads those that failed together over a fifth of the pause.
 */
export function nextTry({
  reason,
  tries,
  since,
  now,
  chance,
}: {
  reason: FailureReason;
  tries: number;
  since: Date;
  now: Date;
  chance: number;
}): Date | null {
  if (now.getTime() - since.getTime() >= longestTrying * 1000) return null;
  const pause = pauses[reason][Math.min(tries, pauses[reason].length) - 1] ?? minute;
  return new Date(now.getTime() + pause * (1 + chance / 5) * 1000);
}
