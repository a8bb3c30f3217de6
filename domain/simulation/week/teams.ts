import type { RoutableAgent } from '../../routing/eligibility.ts';
import { SHARES } from '../mix.ts';
import type { Demand } from '../roster.ts';

/** People and topics; what has waited long goes to the other teams, too. */
export interface Team {
  topics: string[];
  /** What its topics ask for. */
  demand: Demand[];
}

/** All topics, the one with most work first, each to the team that has least. @param asked what a kind and class need, by the tenant's tables */
export function teamsOf(
  count: number,
  asked: (kind: string, customerClass: string) => { topic: string; key: string; level: number },
): Team[] {
  const topics = new Map<string, Demand[]>();
  for (const [kind, ofKind] of Object.entries(SHARES.kinds)) {
    for (const [customerClass, ofClass] of Object.entries(SHARES.classes)) {
      const { topic, key, level } = asked(kind, customerClass);
      topics.set(topic, [...(topics.get(topic) ?? []), { key, level, share: ofKind * ofClass }]);
    }
  }
  const teams = Array.from({ length: count }, (): Team => ({ topics: [], demand: [] }));
  for (const [topic, demand] of [...topics].toSorted(([, a], [, b]) => workOf(b) - workOf(a))) {
    const least = teams.reduce((one, other) => (workOf(other.demand) < workOf(one.demand) ? other : one));
    least.topics.push(topic);
    least.demand.push(...demand);
  }
  return teams;
}

/** Into the team in which they can do most; they help the others. */
export function inTeam(agent: RoutableAgent, teams: readonly Team[]): RoutableAgent {
  const use = teams.map(({ demand }) => workOf(demand.filter(({ key, level }) => (agent.skills[key] ?? 0) >= level)));
  const own = use.indexOf(Math.max(...use));
  return { ...agent, topics: teams[own]?.topics ?? null, helps: teams.filter((_, index) => index !== own).flatMap(({ topics }) => topics) };
}

const workOf = (demand: readonly Demand[]): number => demand.reduce((sum, { share }) => sum + share, 0);
