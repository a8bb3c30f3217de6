import type { FastifyRequest } from 'fastify';

export type Language = 'de' | 'en';
/** A text that people see, in both languages. */
export type Text = Record<Language, string>;

/** What the page was asked for (`?lang=en`), else what the browser prefers, else the tenant's language. */
export function languageOf(request: FastifyRequest, fallback: string): Language {
  const asked = (request.query as { lang?: unknown } | undefined)?.lang;
  if (isLanguage(asked)) return asked;
  return preferred(request.headers['accept-language']) ?? (isLanguage(fallback) ? fallback : 'de');
}

export const isLanguage = (value: unknown): value is Language => value === 'de' || value === 'en';

/** First of the browser's languages that we speak; quality values are in order in all browsers that matter. */
function preferred(header: string | undefined): Language | undefined {
  return header
    ?.split(',')
    .map((entry) => entry.trim().slice(0, 2).toLowerCase())
    .find(isLanguage);
}
