/** A believable case, told with placeholders such as {order} or {item}. Subjects, asks, answers and forms belong together by their place in the list. */
export interface Scenario {
  kind: string;
  language: 'de' | 'en';
  subjects: string[];
  /** Without salutation and greeting: the writer adds them. */
  asks: string[];
  answers: string[];
  /** The customer writes once more, and gets a second answer. `to`: fits only this place of the lists. */
  again?: { ask: string; answer: string; to?: number }[];
  /** What an ordered article's title begins with, so that it fits the text; one list per ask. */
  articles?: string[][];
  /** A note among colleagues. */
  note?: string;
  expert?: { who: 'carrier' | 'freight' | 'supplier' | 'laboratory'; question: string; answer: string; to?: number };
  channel?: 'mail' | 'form' | 'phone';
  /** Filled in forms, e.g. of a complaint. */
  forms?: Record<string, string | number | string[]>[];
}

/** The list's item at this place; a shorter list begins again. */
export function placed<T>(list: readonly T[], variant: number): T {
  const item = list[variant % list.length];
  if (item === undefined) throw new Error('A scenario has an empty list.');
  return item;
}

export const furtherTurns = ({ again = [] }: Scenario, variant: number): { ask: string; answer: string }[] =>
  again.filter((turn) => turn.to === undefined || turn.to === variant);

export const asksExpert = ({ expert }: Scenario, variant: number): boolean =>
  expert !== undefined && (expert.to === undefined || expert.to === variant);
