import type { AnswerLanguage } from './format.ts';

/** What is known about the person who is written to. */
export interface Addressee {
  name?: string | null;
  givenName?: string | null;
  familyName?: string | null;
  /** Academic title, e.g. `Dr.`. */
  title?: string | null;
  salutation?: 'herr' | 'frau' | null;
}

/**
 * The first line of a mail, comma included. With salutation and name the formal one; with a name alone nobody's sex is
 * guessed; a name that is none (an address, a number, a link somebody typed into a form) is not repeated.
 */
export function salutationOf(person: Addressee, language: AnswerLanguage): string {
  const family = nameOrNone(person.familyName) ?? nameOrNone(person.name);
  const full = nameOrNone(person.name) ?? nameOrNone([person.givenName, person.familyName].filter(Boolean).join(' '));
  const title = nameOrNone(person.title);
  const titled = [title, family].filter(Boolean).join(' ');
  if (person.salutation && family !== null) {
    if (language === 'de') return person.salutation === 'frau' ? `Sehr geehrte Frau ${titled},` : `Sehr geehrter Herr ${titled},`;
    return `Dear ${title ?? (person.salutation === 'frau' ? 'Ms' : 'Mr')} ${family},`;
  }
  if (full === null) return language === 'de' ? 'Guten Tag,' : 'Hello,';
  return language === 'de' ? `Guten Tag ${full},` : `Dear ${full},`;
}

function nameOrNone(name: unknown): string | null {
  const plain = typeof name === 'string' ? name.replace(/\s+/g, ' ').trim() : '';
  return plain === '' || plain.length > 80 || /[@<>{}\d]|:\/\/|www\./i.test(plain) ? null : plain;
}
