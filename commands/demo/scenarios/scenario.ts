/** A believable case, told with placeholders such as {order} or {item}; each list holds different ways to say the same. */
export interface Scenario {
  kind: string;
  language: 'de' | 'en';
  subjects: string[];
  /** Without salutation and greeting: the writer adds them. */
  asks: string[];
  answers: string[];
  /** The customer writes once more, and gets a second answer. */
  again?: { ask: string; answer: string }[];
  /** A note among colleagues. */
  note?: string;
  expert?: { who: 'carrier' | 'supplier' | 'laboratory'; question: string; answer: string };
  channel?: 'mail' | 'form' | 'phone';
  /** Filled in forms, e.g. of a complaint. */
  form?: Record<string, string | number | string[]>;
}
