import type { AccountRow } from '../../api/types.ts';

/** `account skill` → level. */
export type Levels = ReadonlyMap<string, number>;

export const keyOf = (account: string, skill: string): string => `${account} ${skill}`;

export function levelsOf(accounts: AccountRow[]): Levels {
  return new Map(accounts.flatMap(({ id, skills }) => skills.map(({ key, level }) => [keyOf(id, key), level] as const)));
}

/** What differs from what is stored. */
export function changesOf(stored: Levels, edited: Levels): { account: string; skill: string; level: number }[] {
  return [...edited].flatMap(([key, level]) => {
    const [account = '', skill = ''] = key.split(' ');
    return (stored.get(key) ?? 0) === level ? [] : [{ account, skill, level }];
  });
}

/** The skill `competence` has more levels than others. */
export const highest = (skill: string): number => (skill === 'competence' ? 5 : 3);

/** What a key makes of a cell; null: nothing. */
export function levelByKey(key: string, skill: string, now: number): number | null {
  if (/^[0-9]$/.test(key)) return Number(key) <= highest(skill) ? Number(key) : null;
  if (key === 'Delete' || key === 'Backspace') return 0;
  if (key === 'Enter' || key === ' ') return now >= highest(skill) ? 0 : now + 1;
  return null;
}
