import type { RoutableAgent, RoutableTask } from './eligibility.ts';

/** What the people who are there lack for a task that none of them may take; the first that holds. */
export type Lacking =
  /** Nobody is there at all. */
  | { what: 'anybody' }
  /** Nobody who is there serves its topic. */
  | { what: 'topic'; topic: string }
  /** Skills, each at its level, that nobody has of those who serve its topic. */
  | { what: 'skills'; skills: { key: string; level: number }[] }
  /** Each skill is there, but nobody has all of them. */
  | { what: 'skills-together'; skills: { key: string; level: number }[] }
  /** Whoever could take it has declined. */
  | { what: 'undeclined' };

/** Capacity and who is on a break apart: those come back by themselves. Null where somebody could take it. */
export function lackingFor(
  task: Pick<RoutableTask, 'skills' | 'topic' | 'excluded' | 'overflowed' | 'widened'>,
  people: readonly Pick<RoutableAgent, 'id' | 'skills' | 'topics' | 'helps'>[],
): Lacking | null {
  if (people.length === 0) return { what: 'anybody' };
  const { topic } = task;
  const serving = people.filter(
    ({ topics, helps }) =>
      topic === null || topics === null || topics.includes(topic) || (task.overflowed === true && helps?.includes(topic) === true),
  );
  if (serving.length === 0) return { what: 'topic', topic: topic ?? '' };
  const needed = task.skills.map(({ key, level }) => ({ key, level: task.widened === true ? 1 : level }));
  const has = ({ skills }: Pick<RoutableAgent, 'skills'>, { key, level }: { key: string; level: number }): boolean =>
    Object.hasOwn(skills, key) && skills[key]! >= level;
  const nobodys = needed.filter((skill) => !serving.some((person) => has(person, skill)));
  if (nobodys.length > 0) return { what: 'skills', skills: nobodys };
  const able = serving.filter((person) => needed.every((skill) => has(person, skill)));
  if (able.length === 0) return { what: 'skills-together', skills: needed };
  return able.every(({ id }) => task.excluded?.includes(id) === true) ? { what: 'undeclined' } : null;
}
