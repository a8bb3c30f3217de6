/** Number of a request as people see it: `V-2026-000123`. The sequence counts per tenant and year, from 1. */
export function requestNumber({ year, sequence }: { year: number; sequence: number }): string {
  if (!Number.isInteger(year) || year < 2000 || year > 9999 || !Number.isInteger(sequence) || sequence < 1 || sequence > 999_999_999) {
    throw new Error(`requestNumber: year ${year} and sequence ${sequence} make no number; both are whole, the sequence from 1`);
  }
  return `V-${year}-${String(sequence).padStart(6, '0')}`;
}

/** Reads what somebody typed or said: case and blanks do not matter, leading zeros may be missing; null where it is none. */
export function parseRequestNumber(text: string): { year: number; sequence: number } | null {
  const match = /^\s*#?\s*v\s*[-– ]?\s*(20\d{2})\s*[-– ]\s*(\d{1,9})\s*$/i.exec(text);
  const sequence = Number(match?.[2]);
  return match === null || sequence < 1 ? null : { year: Number(match[1]), sequence };
}

/** All request numbers that stand in a text, in order, each once, written in full. A hint, never a proof of anything. */
export function numbersIn(text: string): string[] {
  const found = [...text.matchAll(/(?<![\p{L}\p{N}])V-(20\d{2})-(\d{6,9})(?![\p{L}\p{N}])/giu)];
  return [...new Set(found.map((match) => requestNumber({ year: Number(match[1]), sequence: Math.max(1, Number(match[2])) })))].slice(
    0,
    20,
  );
}
