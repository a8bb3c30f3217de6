import { DEFAULT_ROUTING, type RoutingPolicy } from './policy.ts';

/** Who could take work, as routing sees him. */
export interface RoutableAgent {
  id: string;
  /** Skill key → level, 1 and up. */
  skills: Record<string, number>;
  /** Topics whose queues he serves; null: all. */
  topics: string[] | null;
  /** Topics of other teams whose overflow he takes. */
  helps?: string[];
  /** Language codes he answers in. */
  languages: string[];
  /** Points he can carry at once, and points he carries now. */
  capacity: number;
  load: number;
  /** The same by channel, where a channel has a bound of its own. */
  channels?: Record<string, { capacity: number; load: number }>;
  presence: 'available' | 'paused' | 'after-work' | 'offline';
  /** Since when he has had nothing new; only for the choice among several. */
  idleSince?: string;
}

export interface RoutableTask {
  skills: { key: string; level: number }[];
  topic: string | null;
  language: string | null;
  /** At least 1. */
  points: number;
  channel?: string;
  /** Agents who declined it: not offered to them again. */
  excluded?: string[];
  /** Who had the conversation, or has another task of the same customer. */
  preferred?: string | null;
  /** It still waits for the preferred one alone. */
  reserved?: boolean;
  /** It has waited so long that other teams take it too. */
  overflowed?: boolean;
  /** It has waited so long that its skills are asked for at any level. */
  widened?: boolean;
}

/** Why somebody may not take a task: a stable code, and what exactly is missing. */
export type MayTake =
  { may: true } | { may: false; reason: 'absent' | 'declined' | 'topic' | 'skill' | 'language' | 'reserved' | 'capacity'; missing: string };

/**
 * Whether an agent may get a task: present, not declined, serves its topic, has every skill at its level (M16), speaks
 * its language, and has room. The first reason that fails is told. In SQL (db/routing-order.ts): the same conditions joined by AND.
 */
export function mayTake(agent: RoutableAgent, task: RoutableTask): MayTake {
  const no = (reason: Exclude<MayTake, { may: true }>['reason'], missing: string): MayTake => ({ may: false, reason, missing });
  if (agent.presence !== 'available') return no('absent', agent.presence);
  if (task.excluded?.includes(agent.id) === true) return no('declined', agent.id);
  if (!serves(agent, task)) return no('topic', task.topic ?? '');
  const lacking = task.skills.find(({ key, level }) => levelOf(agent, key) < (task.widened === true ? 1 : level));
  if (lacking !== undefined) return no('skill', `${lacking.key} ${lacking.level}`);
  if (task.language !== null && !agent.languages.includes(task.language)) return no('language', task.language);
  if (task.reserved === true && task.preferred !== agent.id) return no('reserved', task.preferred ?? '');
  if (agent.load + task.points > agent.capacity) return no('capacity', String(agent.load + task.points - agent.capacity));
  const channel = task.channel === undefined ? undefined : agent.channels?.[task.channel];
  if (channel && channel.load + task.points > channel.capacity)
    return no('capacity', String(channel.load + task.points - channel.capacity));
  return { may: true };
}

/**
 * The agent who gets a task among those who may: the preferred one, unless he is fuller than the policy bears; else the lowest share of his capacity in
 * use before it, then longest idle, then id (by code unit). Null where nobody may: the task waits and blocks nobody.
 */
export function chooseAgent<Agent extends RoutableAgent>(
  agents: readonly Agent[],
  task: RoutableTask,
  { ownerExtraPoints }: Pick<RoutingPolicy, 'ownerExtraPoints'> = DEFAULT_ROUTING,
): Agent | null {
  const able = agents.filter((agent) => mayTake(agent, task).may).toSorted(compareAgents);
  const preferred = able.find(({ id }) => id === task.preferred);
  const least = Math.min(...able.map(({ load }) => load));
  return preferred && preferred.load <= least + ownerExtraPoints ? preferred : (able[0] ?? null);
}

function compareAgents(a: RoutableAgent, b: RoutableAgent): number {
  // Fractions compared crosswise: exact, where a division would round.
  const byLoad = a.load * b.capacity - b.load * a.capacity;
  if (byLoad !== 0) return byLoad;
  const byIdle = Date.parse(a.idleSince ?? '1970-01-01T00:00:00Z') - Date.parse(b.idleSince ?? '1970-01-01T00:00:00Z');
  if (byIdle !== 0) return byIdle;
  return a.id < b.id ? -1 : Number(a.id > b.id);
}

function serves({ topics, helps }: RoutableAgent, { topic, overflowed }: RoutableTask): boolean {
  if (topic === null || topics === null || topics.includes(topic)) return true;
  return overflowed === true && helps?.includes(topic) === true;
}

function levelOf(agent: RoutableAgent, key: string): number {
  return Object.hasOwn(agent.skills, key) ? agent.skills[key]! : 0;
}
