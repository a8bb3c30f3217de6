import { useTranslation } from 'react-i18next';
import { addTexts } from '../i18n/i18n.ts';
import { migrationTexts } from './texts.ts';

addTexts('migration', migrationTexts);

type Words = (key: string, values?: Record<string, unknown>) => string;

/** These pages' texts are loaded with them. */
export function useWords(): Words {
  return useTranslation('migration' as never).t as unknown as Words;
}
