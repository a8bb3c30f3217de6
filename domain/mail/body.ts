import { convert } from 'html-to-text';

/** Longer HTML is cut before it is turned into text (the HTML itself is kept whole). */
const MOST_HTML = 300_000;

/** Plain text of an HTML mail: links in full, tables readable, no images, quotes marked with `> `. Never throws. */
export function textOfHtml(html: string): string {
  try {
    const text = convert(html.slice(0, MOST_HTML), {
      wordwrap: false,
      limits: { maxDepth: 200, maxInputLength: MOST_HTML, maxBaseElements: 10 },
      selectors: [
        { selector: 'a', options: { hideLinkHrefIfSameAsText: true, ignoreHref: false, noAnchorUrl: true } },
        { selector: 'img', format: 'skip' },
        ...['h1', 'h2', 'h3', 'h4'].map((selector) => ({ selector, options: { uppercase: false } })),
      ],
    });
    // What lies deeper than the limit comes as dots alone.
    return /[^.\s]/.test(text) ? tidied(text) : withoutTags(html);
  } catch {
    return withoutTags(html);
  }
}

function withoutTags(html: string): string {
  const words = html.slice(0, MOST_HTML * 10).replace(/<(?:style|script)[^>]{0,200}>[^<]*<\/(?:style|script)>/gi, ' ');
  return tidied(words.replace(/<[^<>]{0,2000}>/g, ' ').replace(/[^\S\n]{2,}/g, ' ')).trim();
}

/** Text with `\n` line ends, no NUL (Postgres refuses it) and no lone surrogates. */
export function tidied(text: string): string {
  return text.replace(/\r\n?/g, '\n').replaceAll('\u0000', '').toWellFormed().trimEnd();
}
