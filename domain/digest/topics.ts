import type { AnswerLanguage } from '../answer/format.ts';

/** How a lead's topics stand in the morning. */
export interface TopicsDigest {
  /** The topics' titles; none: all of them. */
  topics: string[];
  counts: Record<TopicsCount, number>;
  /** People who are away that day, with tasks that nobody has begun since. */
  absent: { name: string; tasks: number }[];
}
export const topicsCounts = ['breached', 'risk', 'waiting', 'broken', 'promised', 'idle'] as const;
export type TopicsCount = (typeof topicsCounts)[number];

const words = {
  de: {
    topics: 'Ihre Themen',
    all: 'Alle Themen',
    breached: 'Frist überschritten',
    risk: 'Frist in Gefahr',
    waiting: 'Wartet auf jemanden',
    broken: 'Seit gestern gebrochene Zusagen',
    promised: 'Bis heute Abend zugesagt',
    idle: 'Ohne nächsten Termin',
    absent: 'Abwesend, mit offenen Aufgaben',
  },
  en: {
    topics: 'Your topics',
    all: 'All topics',
    breached: 'Deadline missed',
    risk: 'Deadline at risk',
    waiting: 'Waiting for somebody',
    broken: 'Promises broken since yesterday',
    promised: 'Promised until tonight',
    idle: 'Without a next date',
    absent: 'Away, with open tasks',
  },
} as const;

/** Where the web app shows what a number counts. */
const pages: Record<TopicsCount, string> = {
  breached: 'board/breached',
  risk: 'board/at-risk',
  waiting: 'board/waiting',
  broken: 'promises',
  promised: 'board/promise-due',
  idle: 'board/idle',
};

export const standsWell = ({ counts, absent }: TopicsDigest): boolean =>
  absent.length === 0 && topicsCounts.every((name) => counts[name] === 0);

/** A paragraph: what burns first; what is zero is left out. */
export function topicsText({ topics, counts, absent }: TopicsDigest, language: AnswerLanguage, appUrl: string): string {
  const word = words[language];
  const title = topics.length > 0 ? `${word.topics} (${topics.join(', ')})` : word.all;
  const lines = topicsCounts
    .filter((name) => counts[name] > 0)
    .map((name) => `- ${word[name]}: ${counts[name]}\n  ${appUrl}/${pages[name]}`);
  const away = absent.map(({ name, tasks }) => `${name} (${tasks})`).join(', ');
  return [title, ...lines, ...(away ? [`- ${word.absent}: ${away}\n  ${appUrl}/board`] : [])].join('\n');
}
