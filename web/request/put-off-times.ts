export type PutOffPreset = 'promise' | 'hour' | 'afternoon' | 'tomorrow' | 'monday' | 'week';

/**
 * Times worth offering, in the person's own time zone: whole quarter hours, mornings at eight, nothing that has passed or falls together.
 * @param promise what the customer was told: an hour before it is worth offering too.
 */
export function putOffTimes(now: Date, promise: Date | null = null): { preset: PutOffPreset; at: Date }[] {
  const hour = new Date(now.getTime() + 3_600_000);
  hour.setMinutes(Math.ceil(hour.getMinutes() / 15) * 15, 0, 0);
  const untilMonday = (8 - now.getDay()) % 7 || 7;
  const times: { preset: PutOffPreset; at: Date }[] = [
    { preset: 'hour', at: hour },
    { preset: 'afternoon', at: onDay(now, 0, 14) },
    { preset: 'tomorrow', at: onDay(now, 1, 8) },
    { preset: 'monday', at: onDay(now, untilMonday, 8) },
    { preset: 'week', at: onDay(now, 7, 8) },
    ...(promise ? [{ preset: 'promise' as const, at: new Date(promise.getTime() - 3_600_000) }] : []),
  ];
  return times.filter(
    ({ at }, index) => at.getTime() >= hour.getTime() && times.findIndex((other) => other.at.getTime() === at.getTime()) === index,
  );
}

/** `YYYY-MM-DDTHH:mm` of local time, as an input of type datetime-local wants it. */
export function toLocalInput(at: Date): string {
  const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

export function onDay(from: Date, days: number, hour: number): Date {
  return new Date(from.getFullYear(), from.getMonth(), from.getDate() + days, hour);
}
