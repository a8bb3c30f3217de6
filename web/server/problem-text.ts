import i18next from 'i18next';
import { isProblem } from './problem.ts';

/** What went wrong in the person's language: the API's own words, ours where there was no answer. */
export function problemText(error: unknown): string {
  if (isProblem(error, 'offline')) return i18next.t('problem.offline');
  if (isProblem(error)) return error.body.title ?? i18next.t('problem.unknown');
  return i18next.t('problem.unknown');
}
