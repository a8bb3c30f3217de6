import type { ApiRoutes } from '../../api/types.ts';

type Query = ApiRoutes['GET /api/ledger/mails']['query'];
export type LedgerQuery = Omit<Query, 'limit' | 'cursor'>;

/** What is looked for, as it stands in the page's address; days as `2026-11-22`, both included. */
export interface LedgerFilter {
  mailbox: string;
  verdict: string;
  from: string;
  until: string;
  q: string;
}

export const verdicts = [
  'undecided',
  'request',
  'reply',
  'expert-answer',
  'automatic',
  'bounce',
  'filtered',
  'quarantined',
  'failed',
] as const;

export function filterOf(address: string): LedgerFilter {
  const given = new URLSearchParams(address);
  const of = (name: keyof LedgerFilter): string => given.get(name) ?? '';
  return { mailbox: of('mailbox'), verdict: of('verdict'), from: of('from'), until: of('until'), q: of('q') };
}

/** `?…`, or nothing where nothing is looked for. */
export function addressOf(filter: LedgerFilter): string {
  const given = new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== ''));
  return given.size > 0 ? `?${given}` : '';
}

/** Days are the reader's own: from midnight to midnight. What makes no sense is left out. */
export function queryOf({ mailbox, verdict, from, until, q }: LedgerFilter): LedgerQuery {
  const known = verdicts.find((one) => one === verdict);
  const [start, end] = [midnight(from, 0), midnight(until, 1)];
  return {
    ...(mailbox && { mailbox }),
    ...(known && { verdict: known }),
    ...(start && { from: start }),
    ...(end && { until: end }),
    ...(q && { search: q }),
  };
}

function midnight(day: string, later: number): string | null {
  const [year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day)?.slice(1).map(Number) ?? [];
  if (year === undefined || month === undefined || date === undefined) return null;
  return new Date(year, month - 1, date + later).toISOString();
}
