import type { Answer } from '../../api/types.ts';
import type { Language } from '../i18n/i18n.ts';
import { useApi } from '../server/queries.ts';
import { createStore, useStore } from '../shell/external-store.ts';

/** The language that was switched to, for the request it was switched in; else the request's own holds. */
const switched = createStore<{ request: string; language: Language } | null>(null);

/** Standard answers filled for this request, those for its kind first. */
export function useAnswers(request: string, requestLanguage: string, kind: string, enabled = true) {
  const choice = useStore(switched);
  const language: Language = choice?.request === request ? choice.language : requestLanguage === 'en' ? 'en' : 'de';
  const query = useApi('GET /api/answers', { query: { request, language } }, { enabled, keep: true });
  // What processes send by themselves is nothing to answer with by hand.
  const byHand = query.data?.items.filter(({ automatic }) => !automatic) ?? [];
  const answers = byHand.sort((a, b) => Number(b.kinds.includes(kind)) - Number(a.kinds.includes(kind)));
  return { ...query, answers, language, speak: (next: Language) => switched.set({ request, language: next }) };
}

/** Every word of the search stands in title, key or text; hits in the title come first. */
export function matchAnswers(answers: Answer[], search: string): Answer[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const inTitle = (answer: Answer): boolean => words.every((word) => `${answer.title} ${answer.key}`.toLowerCase().includes(word));
  const anywhere = (answer: Answer): boolean =>
    words.every((word) => `${answer.title} ${answer.key} ${answer.text}`.toLowerCase().includes(word));
  return [...answers.filter(inTitle), ...answers.filter((answer) => !inTitle(answer) && anywhere(answer))];
}
