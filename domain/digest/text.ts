import { type AnswerLanguage, formatsOf } from '../answer/format.ts';
import type { NotificationKind } from '../notification/kinds.ts';
import type { Instant } from '../service-level/calendar.ts';
import { standsWell, type TopicsDigest, topicsText } from './topics.ts';

export interface DigestEntry {
  request: string;
  number: string;
  subject: string;
  at: Instant;
}

/** What somebody has to do today, what they were told and have not read, and, where a lead wants that, how their topics stand. */
export type Digest = Record<DigestSection, DigestEntry[]> & {
  told: (DigestEntry & { kind: NotificationKind })[];
  lead: TopicsDigest | null;
};
export const digestSections = ['overdue', 'today', 'promises', 'back'] as const;
export type DigestSection = (typeof digestSections)[number];

export const isEmpty = (digest: Digest): boolean =>
  [...digestSections, 'told' as const].every((section) => digest[section].length === 0) &&
  (digest.lead === null || standsWell(digest.lead));

const words = {
  de: {
    subject: 'Ihr Tag',
    hello: 'Guten Morgen',
    overdue: 'Überfällig',
    today: 'Heute fällig',
    promises: 'Heute zugesagt',
    back: 'Heute wieder vorgelegt',
    told: 'Noch nicht gelesen',
    topics: 'Stand der Themen',
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
    told: 'Not read yet',
    topics: 'How the topics stand',
    more: 'and',
    off: 'Switch this overview off in Vorgang, in the menu with your name.',
  },
} as const;
const kinds: Record<AnswerLanguage, Record<NotificationKind, string>> = {
  de: {
    reply: 'Kunde hat geantwortet',
    reminder: 'Erinnerung',
    handed: 'Aufgabe übergeben oder abgenommen',
    note: 'Notiz',
    expert: 'Auskunft von außen',
    approval: 'Freigabe',
    stranded: 'Niemand kann sie nehmen',
    breach: 'Frist überschritten',
    promise: 'Zusage in Gefahr',
    incident: 'Störung',
    mailbox: 'Postfach',
  },
  en: {
    reply: 'Customer answered',
    reminder: 'Reminder',
    handed: 'Task handed over or taken',
    note: 'Note',
    expert: 'Answer from outside',
    approval: 'Approval',
    stranded: 'Nobody can take it',
    breach: 'Deadline missed',
    promise: 'Promise in danger',
    incident: 'Incident',
    mailbox: 'Mailbox',
  },
};
/** Of each section so many are named. */
const mostNamed = 15;

/** One mail, most urgent first; sections with nothing in them are left out. */
export function digestText(
  digest: Digest,
  { name, language, timeZone, appUrl }: { name: string; language: AnswerLanguage; timeZone: string; appUrl: string },
): { subject: string; text: string } {
  const word = words[language];
  const { time, datetime } = formatsOf(language, timeZone);
  const line = ({ request, number, subject }: DigestEntry, before: string | null) =>
    `- ${before ?? ''}  ${subject} (${number})\n  ${appUrl}/requests/${request}`;
  const part = <E extends DigestEntry>(section: DigestSection | 'told', entries: E[], before: (entry: E) => string | null): string[] => {
    if (entries.length === 0) return [];
    const lines = entries.slice(0, mostNamed).map((entry) => line(entry, before(entry)));
    const left = entries.length - lines.length;
    return [`${word[section]} (${entries.length})\n${lines.join('\n')}${left > 0 ? `\n- ${word.more} ${left}` : ''}`];
  };
  const { lead } = digest;
  const isLeading = lead !== null && !standsWell(lead);
  const parts = [
    ...digestSections.flatMap((section) => part(section, digest[section], ({ at }) => (section === 'overdue' ? datetime : time)(at))),
    ...part('told', digest.told, ({ kind }) => `${kinds[language][kind]}:`),
    ...(isLeading ? [topicsText(lead, language, appUrl)] : []),
  ];
  const counts = [
    ...[...digestSections, 'told' as const]
      .filter((section) => digest[section].length > 0)
      .map((section) => `${word[section]} ${digest[section].length}`),
    ...(isLeading ? [word.topics] : []),
  ];
  return { subject: `${word.subject}: ${counts.join(', ')}`, text: [`${word.hello} ${name},`, ...parts, word.off].join('\n\n') };
}
