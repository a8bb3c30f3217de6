/** Who could take work, as routing sees him. */
export interface RoutableAgent {
  id: string;
  /** Skill key → level, 1 and up. */
  skills: Record<string, number>;
  /** Topics whose queues he serves; null: all. */
  topics: string[] | null;
  /** Language codes he answers in. */
  languages: string[];
  /** Points he can carry at once, and points he carries now. */
  capacity: number;
  load: number;
  presence: 'available' | 'pause' | 'after-work' | 'offline';
  /** Since when he has had nothing new; only for the choice among several. */
  idleSince?: string;
}

export interface RoutableTask {
  skills: { key: string; level: number }[];
  topic: string | null;
  language: string | null;
  /** At least 1. */
  points: number;
  /** Agents who declined it: not offered to them again. */
  excluded?: string[];
}

/** Why somebody may not take a task: a stable code, and what exactly is missing. */
export type MayTake =
  { may: true } | { may: false; reason: 'absent' | 'declined' | 'topic' | 'skill' | 'language' | 'capacity'; missing: string };

/**
 * Whether an agent may get a task: present, not declined, serves its topic, has every skill at its level (M16), speaks
 * its language, and has room. The first reason that fails is told. In SQL: the same conditions joined by AND.
 */
export function mayTake(agent: RoutableAgent, task: RoutableTask): MayTake {
  const no = (reason: Exclude<MayTake, { may: true }>['reason'], missing: string): MayTake => ({ may: false, reason, missing });
  if (agent.presence !== 'available') return no('absent', agent.presence);
  if (task.excluded?.includes(agent.id) === true) return no('declined', agent.id);
  if (task.topic !== null && agent.topics !== null && !agent.topics.includes(task.topic)) return no('topic', task.topic);
  const lacking = task.skills.find(({ key, level }) => levelOf(agent, key) < level);
  if (lacking !== undefined) return no('skill', `${lacking.key} ${lacking.level}`);
  if (task.language !== null && !agent.languages.includes(task.language)) return no('language', task.language);
  if (agent.load + task.points > agent.capacity) return no('capacity', String(agent.load + task.points - agent.capacity));
  return { may: true };
}

/**
 * The agent who gets a task among those who may: lowest share of his capacity in use before it, then longest idle, then
 * id (by code unit). Null where nobody may: the task waits and blocks nobody.
 */
export function chooseAgent<Agent extends RoutableAgent>(agents: readonly Agent[], task: RoutableTask): Agent | null {
  return agents.filter((agent) => mayTake(agent, task).may).toSorted(compareAgents)[0] ?? null;
}

function compareAgents(a: RoutableAgent, b: RoutableAgent): number {
  // Fractions compared crosswise: exact, where a division would round.
  const byLoad = a.load * b.capacity - b.load * a.capacity;
  if (byLoad !== 0) return byLoad;
  const byIdle = Date.parse(a.idleSince ?? '1970-01-01T00:00:00Z') - Date.parse(b.idleSince ?? '1970-01-01T00:00:00Z');
  if (byIdle !== 0) return byIdle;
  return a.id < b.id ? -1 : Number(a.id > b.id);
}

function levelOf(agent: RoutableAgent, key: string): number {
  return Object.hasOwn(agent.skills, key) ? agent.skills[key]! : 0;
}
