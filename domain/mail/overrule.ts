import type { Verdict, VerdictKind } from './known.ts';

/**
 * What a person may do about a mail in the ledger. `release` lets a held mail go where it says it belongs, `again` lets
 * the filters judge anew.
 */
export const DEEDS = ['request', 'join', 'automatic', 'spam', 'block', 'discard', 'release', 'again'] as const;
export type Deed = (typeof DEEDS)[number];

const MOVES: readonly Deed[] = ['request', 'join', 'automatic', 'spam', 'block', 'discard'];

/** What each verdict may be overruled by; an expert's answer has settled its question and stands. Null: no verdict yet. */
const DEEDS_OF: Record<VerdictKind | 'undecided', readonly Deed[]> = {
  undecided: ['discard'],
  request: MOVES.filter((deed) => deed !== 'request'),
  reply: MOVES,
  'expert-answer': [],
  automatic: MOVES.filter((deed) => deed !== 'automatic'),
  bounce: MOVES,
  filtered: MOVES,
  quarantined: ['release', ...MOVES],
  failed: ['again', ...MOVES],
};

export function deedsOf(verdict: VerdictKind | null): readonly Deed[] {
  return DEEDS_OF[verdict ?? 'undecided'];
}

/** Where a mail says it belongs: what stands in its ledger row. */
export interface Claimed {
  request: string | null;
  consultation: string | null;
}

/** The verdict that stands after a deed; `chosen`: the request that the person named. Null for `again`: the filters decide. */
export function verdictOf(deed: Deed, { chosen, claimed }: { chosen: string | null; claimed: Claimed }): Verdict | null {
  switch (deed) {
    case 'request':
      return { verdict: 'request', reason: 'M951 made-request', detail: {} };
    case 'join':
      if (chosen === null) throw new Error('overrule: "join" needs the request to join');
      return { verdict: 'reply', reason: 'M952 joined', requestId: chosen, detail: {} };
    case 'automatic':
      return {
        verdict: 'automatic',
        reason: 'M953 called-automatic',
        ...(claimed.request === null ? {} : { requestId: claimed.request }),
        detail: {},
      };
    case 'spam':
      return { verdict: 'filtered', reason: 'M954 called-spam', detail: {} };
    case 'block':
      return { verdict: 'filtered', reason: 'M955 sender-blocked', detail: {} };
    case 'discard':
      return { verdict: 'filtered', reason: 'M956 discarded', detail: {} };
    case 'release':
      return released(claimed);
    case 'again':
    default:
      return null;
  }
}

function released({ request, consultation }: Claimed): Verdict {
  const reason = 'M957 released';
  if (request === null) return { verdict: 'request', reason, detail: {} };
  if (consultation === null) return { verdict: 'reply', reason, requestId: request, detail: {} };
  return { verdict: 'expert-answer', reason, requestId: request, consultationId: consultation, detail: {} };
}
