import type { Variables } from '../../domain/process/types.ts';

/** Variables as somebody has written them; null where that is no JSON object. */
export function parseVariables(text: string): Variables | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Variables) : null;
  } catch {
    return null;
  }
}
