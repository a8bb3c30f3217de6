import { currentLanguage } from '../i18n/i18n.ts';
import { useApi } from './queries.ts';

/** Topics, skills, kinds and colleagues by their names. Empty until loaded; an unknown key stands for itself. */
export function useVocabulary() {
  const { data } = useApi('GET /api/vocabulary', {});
  const { topics = [], skills = [], kinds = [], agents = [] } = data ?? {};
  const lists = { topic: topics, skill: skills, kind: kinds };
  const title = (list: keyof typeof lists, key: string): string =>
    lists[list].find((entry) => entry.key === key)?.title[currentLanguage()] ?? key;
  return { topics, skills, kinds, agents, title };
}
