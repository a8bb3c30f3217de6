import { useTranslation } from 'react-i18next';

/** The designer's texts are loaded with it, so their keys are not part of the app's own. */
export type Words = (key: string, values?: Record<string, unknown>) => string;

export function useWords(): { t: Words; language: 'de' | 'en' } {
  const { t, i18n } = useTranslation('designer' as never);
  return { t: t as unknown as Words, language: i18n.language === 'en' ? 'en' : 'de' };
}
