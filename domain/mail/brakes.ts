/** What is known of automatic mail that went out before; instants in any order. */
export interface AutomaticPast {
  /** The same standard answer to the same person about the same request. */
  same: readonly Date[];
  /** Anything automatic about the request. */
  request: readonly Date[];
  /** Anything automatic to the address, whatever about. */
  address: readonly Date[];
  /** When the customer last wrote about the request. */
  lastWritten: Date | null;
}

const MINUTE = 60_000;
const DAY = 1440;
/** So long after the first, second … time the same answer may not follow again, minutes: a person has had it, a machine would ask for it for ever. */
const WAITS = [DAY, 2 * DAY, 4 * DAY, 7 * DAY, 14 * DAY] as const;
/** At most so many within so many minutes. */
const OF_REQUEST = [[10, 60]] as const;
const OF_ADDRESS = [
  [5, 10],
  [10, 60],
  [30, DAY],
] as const;

/**
 * Why a machine must not write now, as a stable reason; null where it may. Two machines that answer each other get one
 * answer and then wait longer and longer; nobody gets a flood, whoever asks for it in his name. What the clock sends
 * (a notice that something takes longer) is no answer: only mail that came in between makes it one.
 */
export function brakeOf(
  { same, request, address, lastWritten }: AutomaticPast,
  now: Date,
): 'answered-already' | 'too-many' | 'address-flooded' | null {
  const last = same.reduce<Date | null>((latest, at) => (latest === null || at > latest ? at : latest), null);
  if (last !== null && lastWritten !== null && lastWritten > last) {
    const wait = WAITS[Math.min(same.length, WAITS.length) - 1] ?? 0;
    if (now.getTime() - last.getTime() < wait * MINUTE) return 'answered-already';
  }
  if (isExceeded(request, OF_REQUEST, now)) return 'too-many';
  return isExceeded(address, OF_ADDRESS, now) ? 'address-flooded' : null;
}

function isExceeded(sent: readonly Date[], limits: readonly (readonly [number, number])[], now: Date): boolean {
  return limits.some(([most, minutes]) => sent.filter((at) => now.getTime() - at.getTime() < minutes * MINUTE).length >= most);
}
