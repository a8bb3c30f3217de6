import type { Json, Variables } from '../../domain/process/types.ts';

/** Whether `now` says anything else than `before`, field by field of `now`. Empty is empty, however it is written: form-js fills gaps with null, '' or []. */
export function sameValues(before: Variables, now: Variables): boolean {
  return Object.entries(now).every(([field, value]) => {
    const earlier = before[field];
    return isEmpty(earlier) ? isEmpty(value) : JSON.stringify(earlier) === JSON.stringify(value);
  });
}

const isEmpty = (value: Json | undefined): boolean =>
  value === undefined || value === null || value === '' || value === false || (Array.isArray(value) && value.length === 0);
