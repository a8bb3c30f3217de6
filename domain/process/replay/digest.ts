import { createHash } from 'node:crypto';
import { canonical } from '../compile/canonical.ts';
import type { State } from '../types.ts';

/** What JSON cannot keep in the database (NUL, half characters) stands there as U+FFFD: the digest is the same before and after. */
const refused = /\\u(?:0000|d[89a-f][0-9a-f]{2})/g;

/** Format and fingerprint of a state, e.g. `1:9f86d081884c7d65`. States of other formats cannot be compared. */
export function digestOf(state: State): string {
  const text = canonical(state).replace(refused, '�');
  return `${state.format}:${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
}
