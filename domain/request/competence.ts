import type { Variables } from '../process/types.ts';

/** What a customer can be granted beyond what is owed. */
export const grantKinds = ['discount', 'credit', 'replacement'] as const;
export type GrantKind = (typeof grantKinds)[number];

/** What one level (of the skill `competence`; who lacks it has the first) may grant alone of one kind. Euros; null: as much as they like. */
export interface CompetenceLimit {
  level: number;
  kind: GrantKind;
  perCase: number | null;
  perDay: number | null;
  /** Of the value of the goods. */
  percent: number | null;
}

export interface Proposal {
  kind: GrantKind;
  /** Euros. */
  amount: number;
  /** Euros; null: not known. */
  goodsValue: number | null;
}

/** What was granted before, and by whom it is proposed. Euros. */
export interface Standing {
  level: number;
  /** In this request, by anyone. */
  inCase: number;
  /** Of this kind, by this person, today. */
  today: number;
  /** Other requests of this customer in twelve months in which something was granted. */
  cases: number;
}

/** What the processing matrix says of this kind of request: whoever has just that level may grant so much, whatever the general table says. */
export interface KindLimit {
  level: number;
  perCase: number;
}

/** Why the next level is asked. */
export type LimitReason = 'per-case' | 'per-day' | 'percent' | 'goods-value' | 'often';
export type Verdict =
  | { within: true }
  | {
      within: false;
      reason: LimitReason;
      /** Who may approve: this level or above. */
      level: number;
      /** Above the highest level: two of it, whoever proposed counts. */
      fourEyes: boolean;
    };

/** With this many earlier cases of a customer the next level is asked. */
const mostCases = 3;

/** Whether a person may grant this alone; without any limits in the tenant only the kind's holds. */
export function weigh(limits: CompetenceLimit[], kindLimit: KindLimit | null, proposal: Proposal, standing: Standing): Verdict {
  if (proposal.amount <= 0) return { within: true };
  const own = fault(limits, kindLimit, proposal, standing);
  if (own === null) return { within: true };
  const highest = Math.max(standing.level, ...limits.map(({ level }) => level));
  for (let level = standing.level + 1; level <= highest; level += 1) {
    // What somebody else has granted today is known once they decide.
    if (fault(limits, kindLimit, proposal, { ...standing, level, today: 0 }) === null)
      return { within: false, reason: own, level, fourEyes: false };
  }
  return { within: false, reason: own, level: limits.length > 0 ? highest : standing.level + 1, fourEyes: limits.length > 0 };
}

/** What is known when a person grants something: the tenant's limits, their level and what was before. */
export interface GrantsBefore extends Standing {
  limits: CompetenceLimit[];
  /** What this very task has granted already. */
  settled: { kind: GrantKind; amount: number } | null;
  /** Who proposed something in this round, the first one first. */
  proposers: { account: string; level: number; amount: number }[];
}

/** `weigh`, and besides: what is settled stays so, and what takes two is granted by the second. */
export function judge(
  before: GrantsBefore,
  { account, proposal, kindLimit }: { account: string; proposal: Proposal; kindLimit: KindLimit | null },
) {
  const { limits, settled, proposers, level } = before;
  const isSettled = settled !== null && settled.kind === proposal.kind && settled.amount >= proposal.amount;
  const alone: Verdict = isSettled ? { within: true } : weigh(limits, kindLimit, proposal, before);
  const others = proposers.filter((one) => one.account !== account && one.amount >= proposal.amount);
  const isSecond = !alone.within && alone.fourEyes && level >= alone.level && others.some((one) => one.level >= alone.level);
  const verdict: Verdict = isSecond ? { within: true } : alone;
  return {
    verdict,
    proposedBy: proposers[0]?.account ?? account,
    /** Who has spoken for it; may not be asked again. */
    spoken: [...new Set([...others.map((one) => one.account), account])],
  };
}

function fault(
  limits: CompetenceLimit[],
  kindLimit: KindLimit | null,
  proposal: Proposal,
  { level, inCase, today, cases }: Standing,
): LimitReason | null {
  const { kind, amount, goodsValue } = proposal;
  const limit = limits.find((one) => one.level === level && one.kind === kind);
  const perCase = caseLimit(limits, kindLimit, { level, kind });
  if (perCase !== null && inCase + amount > perCase) return 'per-case';
  if (limit && limit.perDay !== null && today + amount > limit.perDay) return 'per-day';
  if (limit && limit.percent !== null) {
    if (goodsValue === null) return 'goods-value';
    if (amount > (goodsValue * limit.percent) / 100) return 'percent';
  }
  return limits.length > 0 && level < 2 && cases >= mostCases ? 'often' : null;
}

function caseLimit(
  limits: CompetenceLimit[],
  kindLimit: KindLimit | null,
  { level, kind }: { level: number; kind: GrantKind },
): number | null {
  if (limits.length === 0) return kindLimit && level <= kindLimit.level ? kindLimit.perCase : null;
  const found = limits.find((one) => one.level === level && one.kind === kind);
  const own = found ? found.perCase : 0;
  if (!kindLimit || level < kindLimit.level) return own;
  if (level === kindLimit.level) return kindLimit.perCase;
  return own === null ? null : Math.max(own, kindLimit.perCase);
}

/** What a form proposes to grant: its `remedy`, `amount` and `goodsValue`; null where it grants nothing. */
export function proposalIn({ remedy, amount, goodsValue }: Variables): Proposal | null {
  if (typeof amount !== 'number' || !(amount > 0)) return null;
  return { kind: kindOf(remedy), amount, goodsValue: typeof goodsValue === 'number' && goodsValue > 0 ? goodsValue : null };
}

function kindOf(remedy: unknown): GrantKind {
  if (remedy === 'discount') return 'discount';
  return remedy === 'replacement' || remedy === 'repair' ? 'replacement' : 'credit';
}

/** The kind's own limit, from the variables that the task sees. */
export function kindLimitIn({ handling }: Variables): KindLimit | null {
  if (typeof handling !== 'object' || handling === null || Array.isArray(handling)) return null;
  return typeof handling.limit === 'number'
    ? { perCase: handling.limit, level: typeof handling.level === 'number' ? handling.level : 1 }
    : null;
}
