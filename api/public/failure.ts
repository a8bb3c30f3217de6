import type { FastifyReply, FastifyRequest } from 'fastify';
import { html } from 'ghtml';
import { safeError } from '../plugins/log.ts';
import { ProblemError, problemTypes } from '../problems.ts';
import { sendPage } from './headers.ts';
import { type Language, languageOf } from './language.ts';
import { page } from './page.ts';

/** What a page says when something fails: its title and a sentence with the way out. */
export interface FailureTexts {
  failed: string;
  failedText: string;
  tooMany: string;
  tooManyText: string;
}

/** A page that only says something: not found, expired, failed. */
export function saidPage(title: string, text: string, language: Language, owner = 'Vorgang'): string {
  return page({
    language,
    owner,
    title,
    body: html`<h1>${title}</h1>
      <div class="sheet"><p>${text}</p></div>`,
  });
}

/** Error handler of a scope of pages: people get a page, the log gets the cause without anything personal. */
export function failurePage(texts: Record<Language, FailureTexts>) {
  return (error: Error & { statusCode?: number }, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const language = languageOf(request, 'de');
    const said = texts[language];
    const status = error instanceof ProblemError ? problemTypes[error.type][0] : (error.statusCode ?? 500);
    if (status >= 500) request.log.error({ err: safeError(error) }, 'page failed');
    const [title, text] = status === 429 ? [said.tooMany, said.tooManyText] : [said.failed, said.failedText];
    return sendPage(reply, saidPage(title, text, language), status);
  };
}
