import type { CompetenceLimit, GrantKind, GrantsBefore } from '../../request/competence.ts';
import type { Served } from './served.ts';

/** What somebody proposed or granted, as db/grants.ts keeps it in rows. */
export interface Grant {
  request: Served;
  account: string;
  level: number;
  kind: GrantKind;
  amount: number;
  state: 'proposed' | 'granted' | 'forgotten';
  /** Of the clock in UTC: nobody works at midnight. */
  day: string;
}

/** What is known when a person grants something. Customers are new here: they had no earlier cases. */
export function grantsBefore(
  all: readonly Grant[],
  {
    request,
    account,
    kind,
    level,
    limits,
    day,
  }: Pick<Grant, 'request' | 'account' | 'kind' | 'level' | 'day'> & { limits: CompetenceLimit[] },
): GrantsBefore {
  const granted = all.filter(({ state }) => state === 'granted');
  return {
    limits,
    level,
    settled: null,
    inCase: sum(granted.filter((one) => one.request === request)),
    today: sum(granted.filter((one) => one.account === account && one.kind === kind && one.day === day)),
    cases: 0,
    proposers: all.filter((one) => one.request === request && one.state === 'proposed'),
  };
}

/** The round is over. @returns what was proposed in it */
export function forgetProposals(all: readonly Grant[], request: Served): Grant[] {
  const proposed = all.filter((one) => one.request === request && one.state === 'proposed');
  for (const one of proposed) one.state = 'forgotten';
  return proposed;
}

const sum = (grants: readonly Grant[]): number => grants.reduce((total, { amount }) => total + amount, 0);
