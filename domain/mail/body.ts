import { convert } from 'html-to-text';

/** Longer HTML is cut before it is turned into text (the HTML itself is kept whole). */
const MOST_HTML = 500_000;

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
    return tidied(text);
  } catch {
    return tidied(html.replace(/<(?:style|script)[^>]{0,200}>[^<]*<\/(?:style|script)>/gi, ' ').replace(/<[^<>]{0,2000}>/g, ' '));
  }
}

/** Text with `\n` line ends, no NUL (Postgres refuses it) and no lone surrogates. */
export function tidied(text: string): string {
  return text.replace(/\r\n?/g, '\n').replaceAll('\u0000', '').toWellFormed().trimEnd();
}
