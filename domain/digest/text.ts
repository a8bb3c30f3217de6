import { type AnswerLanguage, formatsOf } from '../answer/format.ts';
import type { Instant } from '../service-level/calendar.ts';

export interface DigestEntry {
  request: string;
  number: string;
  subject: string;
  at: Instant;
}

/** What somebody has to do today. */
export type Digest = Record<DigestSection, DigestEntry[]>;
export const digestSections = ['overdue', 'today', 'promises', 'back'] as const;
export type DigestSection = (typeof digestSections)[number];

export const isEmpty = (digest: Digest): boolean => digestSections.every((section) => digest[section].length === 0);

const words = {
  de: {
    subject: 'Ihr Tag',
    hello: 'Guten Morgen',
    overdue: 'Überfällig',
    today: 'Heute fällig',
    promises: 'Heute zugesagt',
    back: 'Heute wieder vorgelegt',
    more: 'und noch',
    off: 'Diese Übersicht schalten Sie in Vorgang im Menü mit Ihrem Namen ab.',
  },
  en: {
    subject: 'Your day',
    hello: 'Good morning',
    overdue: 'Overdue',
    today: 'Due today',
    promises: 'Promised for today',
    back: 'Back today',
    more: 'and',
    off: 'Switch this overview off in Vorgang, in the menu with your name.',
  },
} as const;
/** Of each section so many are named. */
const mostNamed = 15;

/** One mail, most urgent first; sections with nothing in them are left out. */
export function digestText(
  digest: Digest,
  { name, language, timeZone, appUrl }: { name: string; language: AnswerLanguage; timeZone: string; appUrl: string },
): { subject: string; text: string } {
  const word = words[language];
  const { time, datetime } = formatsOf(language, timeZone);
  const parts = digestSections.flatMap((section) => {
    const entries = digest[section];
    if (entries.length === 0) return [];
    const lines = entries
      .slice(0, mostNamed)
      .map(
        ({ request, number, subject, at }) =>
          `- ${(section === 'overdue' ? datetime : time)(at)}  ${subject} (${number})\n  ${appUrl}/requests/${request}`,
      );
    const left = entries.length - lines.length;
    return [`${word[section]} (${entries.length})\n${lines.join('\n')}${left > 0 ? `\n- ${word.more} ${left}` : ''}`];
  });
  const counts = digestSections
    .filter((section) => digest[section].length > 0)
    .map((section) => `${word[section]} ${digest[section].length}`);
  return { subject: `${word.subject}: ${counts.join(', ')}`, text: [`${word.hello} ${name},`, ...parts, word.off].join('\n\n') };
}
