import type { PromiseCounts } from '../../api/types.ts';

export type State = 'kept' | 'renewed' | 'broken' | 'cancelled' | 'open';
export const states: State[] = ['kept', 'renewed', 'broken', 'cancelled', 'open'];
type Counts = Record<State, number>;

/** Share of the promises whose time came that an answer kept; null where none has come. What was renewed was not kept, but not broken in silence either. */
export function keptRate({ kept, renewed, broken }: Counts): number | null {
  const came = kept + renewed + broken;
  return came === 0 ? null : kept / came;
}

export function sumOf(rows: PromiseCounts[]): Counts {
  const sum = (state: State) => rows.reduce((total, row) => total + row[state], 0);
  return { kept: sum('kept'), renewed: sum('renewed'), broken: sum('broken'), cancelled: sum('cancelled'), open: sum('open') };
}

/** A line a row, with semicolons, as spreadsheets of the house's language open it; a text never begins what they would calculate. */
export function csvOf(lines: (string | number)[][]): string {
  const cell = (value: string | number): string => {
    if (typeof value === 'number') return String(value);
    const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /[";\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `\uFEFF${lines.map((line) => line.map(cell).join(';')).join('\r\n')}\r\n`;
}
