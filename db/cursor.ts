/** A keyset cursor is the JSON text of the last row's sort values, made by Postgres (microseconds stay exact), in base64url. */
export const encodeCursor = (values: string): string => Buffer.from(values).toString('base64url');

/** @returns the values as text; null where it is none of ours (then: the first page). */
export function decodeCursor(cursor: string | undefined, length: number): string[] | null {
  if (cursor === undefined) return null;
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parts) && parts.length === length ? parts.map(String) : null;
  } catch {
    return null;
  }
}
