import type { FastifyRequest } from 'fastify';

/** The account's language; else the first of the browser's that we speak; else German. */
export function languageOf(request: FastifyRequest): 'de' | 'en' {
  if (request.account) return request.account.language;
  for (const wish of (request.headers['accept-language'] ?? '').split(',')) {
    const language = wish.trim().slice(0, 2).toLowerCase();
    if (language === 'de' || language === 'en') return language;
  }
  return 'de';
}
