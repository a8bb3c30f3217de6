import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { DefinitionType } from '../../db/schema.ts';
import type { CompetenceLimit } from '../../domain/request/competence.ts';
import { readAnswer, type ShippedAnswer } from './read-answer.ts';

interface Title {
  de: string;
  en: string;
}

export interface ShippedCalendar {
  key: string;
  title: Title;
  timeZone: string;
  /** ISO weekday → `[from, to)` in local time. */
  opening: Record<string, [from: string, to: string][]>;
  /** Whose public holidays are closed, e.g. `DE-NW`; null: none. */
  region: string | null;
}

export interface Shipped {
  topics: Record<string, Title>;
  skills: Record<string, Title>;
  kinds: Record<string, { title: Title; rules: { weight: number; keywords: string[] }[] }>;
  competenceLimits: CompetenceLimit[];
  calendars: ShippedCalendar[];
  answers: ShippedAnswer[];
  definitions: { type: DefinitionType; key: string; title: string; source: string }[];
}

const folder = path.join(import.meta.dirname, '../../config');

/** What the product ships for a tenant to begin with, as it lies in config/. */
export async function readShipped(): Promise<Shipped> {
  const [topics, skills, kinds, competenceLimits, calendars, answers, processes, decisions, forms] = await Promise.all([
    readJson<Shipped['topics']>('topics.json'),
    readJson<Shipped['skills']>('skills.json'),
    readJson<Shipped['kinds']>('kinds.json'),
    readJson<CompetenceLimit[]>('competence-limits.json'),
    readFiles('calendars', '.json'),
    readFiles('answers', '.md'),
    readFiles('processes', '.bpmn'),
    readFiles('decisions', '.dmn'),
    readFiles('forms', '.form'),
  ]);
  return {
    topics,
    skills,
    kinds,
    competenceLimits,
    calendars: calendars.map(({ key, text }) => ({ key, ...(JSON.parse(text) as Omit<ShippedCalendar, 'key'>) })),
    answers: answers.map(({ key, text }) => readAnswer(key, text)),
    definitions: [
      ...processes.map(({ key, text }) => ({
        type: 'process' as const,
        key,
        title: nameIn(text, /<bpmn:process [^>]*?name="([^"]+)"/, key),
        source: text,
      })),
      ...decisions.map(({ key, text }) => ({
        type: 'decision' as const,
        key,
        title: nameIn(text, /<definitions [^>]*?name="([^"]+)"/, key),
        source: text,
      })),
      ...forms.map(({ key, text }) => ({ type: 'form' as const, key, title: formTitles[key] ?? key, source: text })),
    ],
  };
}

/** form-js schemas have no title of their own. */
const formTitles: Record<string, string> = {
  complaint: 'Beschwerde',
  'complaint-approval': 'Freigabe einer Beschwerde',
  'complaint-decision': 'Entscheidung über eine Beschwerde',
  'faulty-order': 'Bestellfehler',
};

const nameIn = (text: string, pattern: RegExp, otherwise: string): string => pattern.exec(text)?.[1] ?? otherwise;

const readJson = async <T>(file: string): Promise<T> => JSON.parse(await readFile(path.join(folder, file), 'utf8')) as T;

async function readFiles(name: string, ending: string): Promise<{ key: string; text: string }[]> {
  const files = (await readdir(path.join(folder, name))).filter((file) => file.endsWith(ending)).sort();
  return Promise.all(
    files.map(async (file) => ({ key: path.basename(file, ending), text: await readFile(path.join(folder, name, file), 'utf8') })),
  );
}
