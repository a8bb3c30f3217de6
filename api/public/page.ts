import { html } from 'ghtml';
import type { Language } from './language.ts';
import { stylesheetPath } from './assets.ts';

export interface Page {
  language: Language;
  title: string;
  /** Whose page it is: the tenant's name, in the header. */
  owner: string;
  /** HTML that the caller has escaped. */
  body: string;
  /** HTML for the end of the header, e.g. the language switch. */
  corner?: string;
  /** Seconds after which the browser loads the page again, where there is no JavaScript. */
  refresh?: number;
  /** Path of a script of our own; pages work without it. */
  script?: string;
  wide?: boolean;
}

/** A whole public page. Everything is escaped by `ghtml`; `!${…}` marks what is HTML already. */
export function page({ language, title, owner, body, corner = '', refresh, script, wide = false }: Page): string {
  const skip = language === 'de' ? 'Zum Inhalt' : 'Skip to content';
  const refreshTag = refresh ? html`<noscript><meta http-equiv="refresh" content="${refresh}" /></noscript>` : '';
  const scriptTag = script ? html`<script src="${script}" defer></script>` : '';
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="color-scheme" content="light dark" />
<meta name="robots" content="noindex" />
<title>${title} · ${owner}</title>
<link rel="stylesheet" href="${stylesheetPath}" />
!${refreshTag}!${scriptTag}
</head>
<body!${wide ? ' class=wide' : ''}>
<a class="skip" href="#content">${skip}</a>
<header><p class="owner"><span class="mark" aria-hidden="true"></span>${owner}</p><div class="corner">!${corner}</div></header>
<main id="content">!${body}</main>
</body>
</html>`;
}
