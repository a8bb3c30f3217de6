import { eld } from 'eld/small';

const detector = eld.newInstance();
detector.setLanguageSubset(['de', 'en']);

/** Enough to tell; more only costs time. */
const CHARACTERS = 2000;

/** German or English, by n-grams; null where the text says too little (a number, a name, another script). */
export function languageOf(text: string): 'de' | 'en' | null {
  const words = text
    .slice(0, CHARACTERS * 2)
    .replace(/\S*(?:@|:\/\/)\S*/g, ' ')
    .slice(0, CHARACTERS);
  if ((words.match(/\p{Script=Latin}/gu)?.length ?? 0) < 4) return null;
  const found = detector.detect(words).language;
  return found === 'de' || found === 'en' ? found : null;
}
