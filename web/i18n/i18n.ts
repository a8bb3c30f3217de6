import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { de } from './de/index.ts';

export type Language = 'de' | 'en';
const languages: Language[] = ['de', 'en'];

/** Same keys, any words: what the other language must look like. */
export type SameKeys<T> = { [K in keyof T]: T[K] extends string ? string : SameKeys<T[K]> };

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof de };
    returnNull: false;
  }
}

const remembered = 'vorgang.language';

/** Loads one language only: what the person chose here, else what the browser asks for, else German. */
export async function startI18n(): Promise<void> {
  const language = rememberedLanguage();
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: await loadTexts(language) } },
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  document.documentElement.lang = language;
}

/** Switches the language of the page and remembers it in this browser. */
export async function changeLanguage(language: Language): Promise<void> {
  localStorage.setItem(remembered, language);
  if (i18next.language === language) return;
  if (!i18next.hasResourceBundle(language, 'translation')) {
    i18next.addResourceBundle(language, 'translation', await loadTexts(language));
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

export function currentLanguage(): Language {
  return i18next.language === 'en' ? 'en' : 'de';
}

/** Texts of a part that loads later (the designer) come with it, under a namespace of their own: `useTranslation('designer')`. */
export function addTexts(namespace: string, texts: Record<Language, object>): void {
  for (const language of languages) i18next.addResourceBundle(language, namespace, texts[language], true, true);
}

function rememberedLanguage(): Language {
  const chosen = localStorage.getItem(remembered) ?? navigator.language.slice(0, 2);
  return chosen === 'en' ? 'en' : 'de';
}

async function loadTexts(language: Language): Promise<object> {
  return language === 'en' ? (await import('./en/index.ts')).en : (await import('./de/index.ts')).de;
}
