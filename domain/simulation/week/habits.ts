import type { Random } from '../../process/simulate/random.ts';
import type { Variables } from '../../process/types.ts';
import { around, between } from '../draws.ts';

/** What an agent does with a task in hand, and how long that takes beside a whole answer. */
export type Deed =
  { type: 'reply'; outcome: 'answered' | 'closed' } | { type: 'complete'; outcome: string; variables: Variables } | { type: 'ask' };

const HOUR = 3_600_000;

/** Of the shipped processes: tasks whose form is filled in before anybody answers. All others are answers. */
const FORMS: Readonly<Record<string, (random: Random) => { outcome: string; variables: Variables }>> = {
  clarify: (random) => ({
    outcome: 'proposed',
    variables: { remedy: 'voucher', proposal: 'x', amount: Math.round(around(14, 0.9, random)) },
  }),
  approve: () => ({ outcome: 'approved', variables: { decision: 'approved' } }),
  hold: (random) => ({ outcome: 'held', variables: { stopResult: random() < 0.8 ? 'stopped' : 'gone' } }),
};

/** @param asked how often an expert was asked already from this task */
export function deedOf(element: string, asked: number, random: Random): Deed {
  if (asked === 0 && random() < 0.06) return { type: 'ask' };
  const form = FORMS[element];
  if (form) return { type: 'complete', ...form(random) };
  return { type: 'reply', outcome: random() < 0.4 ? 'closed' : 'answered' };
}

/** Whether somebody who looks at a task would rather not do it. */
export const declined = (random: Random): boolean => random() < 0.03;

/** Share of the work that a task takes of what an answer takes. */
export const effortOf = (element: string): number =>
  element === 'approve' || element === 'tell-solution' || element === 'correct' ? 0.5 : 1;

/** Milliseconds until a customer writes again; null: never. */
export const CUSTOMER = {
  /** After an answer. */
  replies: (random: Random): number | null => (random() < 0.25 ? around(20 * HOUR, 1, random) : null),
  /** Before an answer. */
  asksAgain: (random: Random): number | null => (random() < 0.06 ? around(9 * HOUR, 0.8, random) : null),
  /** After the end. */
  comesBack: (random: Random): number | null => (random() < 0.04 ? around(30 * HOUR, 0.8, random) : null),
} as const;

export const EXPERT = {
  /** Milliseconds that are asked for. */
  time: (random: Random): number => between(1, 2, random) * 24 * HOUR,
  /** Milliseconds until the answer: often late; null: never. */
  answers: (random: Random): number | null => (random() < 0.15 ? null : around(22 * HOUR, 0.9, random)),
} as const;

/** Milliseconds until a lead raises a request; null: never. */
export const raisedAfter = (random: Random): number | null => (random() < 0.03 ? between(0.5, 8, random) * HOUR : null);
