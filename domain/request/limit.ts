import type { Variables } from '../process/types.ts';

/**
 * Whether what a form proposes (`amount`) costs more than whoever works on the task may grant alone (`handling.limit`, from the processing
 * matrix or a later approval). Euros both.
 */
export function isAboveLimit({ amount }: Variables, { handling }: Variables): boolean {
  if (typeof handling !== 'object' || handling === null || Array.isArray(handling)) return false;
  return typeof amount === 'number' && typeof handling.limit === 'number' && amount > handling.limit;
}
