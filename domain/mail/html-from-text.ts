/** Up to where an address in a text goes: not to the full stop or bracket behind it. */
const link = /\bhttps?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]]/g;
/** Quotes within quotes; what lies deeper is text. */
const deepest = 20;
const picture = /\[(?:Bild|Image): ([^\]\r\n]{1,200})\]/g;
const style = 'font-family:system-ui,-apple-system,Segoe UI,Arial,sans-serif;font-size:15px;line-height:1.45';
const quoteStyle = 'margin:0 0 0 4px;padding-left:10px;border-left:2px solid #b8c4c4;color:#5a6767';

/**
 * The HTML of a mail that was written as text: paragraphs, lines, links, quoted lines (`>`) and what follows the signature mark `-- `. Nothing of the text is read
 * as HTML.
 * @param pictures Content-IDs by file name, for `[Bild: name]` in the text.
 */
export function htmlFromText(text: string, pictures: Record<string, string> = {}): string {
  const lines = text.replaceAll(/\r\n?/g, '\n').split('\n');
  const mark = lines.indexOf('-- ');
  const body = blocks(mark < 0 ? lines : lines.slice(0, mark), pictures);
  const signature = mark < 0 ? '' : `<div style="margin-top:1.4em;color:#5a6767">${blocks(lines.slice(mark + 1), pictures)}</div>`;
  return `<!doctype html>\n<html><body><div style="${style}">${body}${signature}</div></body></html>`;
}

/** Lines of one kind in a row are one block; empty lines part paragraphs. */
function blocks(lines: string[], pictures: Record<string, string>, depth = 0): string {
  const parts: string[] = [];
  for (let at = 0; at < lines.length;) {
    const isQuote = depth < deepest && isQuoted(lines[at]!);
    let end = at + 1;
    while (end < lines.length && (depth < deepest && isQuoted(lines[end]!)) === isQuote) end += 1;
    const run = lines.slice(at, end);
    parts.push(
      isQuote
        ? `<blockquote style="${quoteStyle}">${blocks(
            run.map((line) => line.replace(/^> ?/, '')),
            pictures,
            depth + 1,
          )}</blockquote>`
        : paragraphs(run, pictures),
    );
    at = end;
  }
  return parts.join('');
}

const isQuoted = (line: string): boolean => line.startsWith('>');

const paragraphs = (lines: string[], pictures: Record<string, string>): string =>
  lines
    .join('\n')
    .split(/\n(?:[^\S\n]*\n)+/)
    .map((paragraph) => paragraph.replaceAll(/^\n+|\n+$/g, ''))
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => `<p>${inline(paragraph, pictures)}</p>`)
    .join('');

function inline(text: string, pictures: Record<string, string>): string {
  return text
    .split('\n')
    .map((line) =>
      linked(line).replaceAll(picture, (whole, name: string) => {
        const cid = pictures[unescaped(name)];
        return cid === undefined ? whole : `<img src="cid:${escaped(cid)}" alt="${name}" style="max-width:100%">`;
      }),
    )
    .join('<br>\n');
}

function linked(line: string): string {
  let html = '';
  let from = 0;
  for (const match of line.matchAll(link)) {
    html += `${escaped(line.slice(from, match.index))}<a href="${escaped(match[0])}">${escaped(match[0])}</a>`;
    from = match.index + match[0].length;
  }
  return html + escaped(line.slice(from));
}

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => signs[sign] ?? sign);
const unescaped = (text: string): string =>
  Object.entries(signs).reduceRight((plain, [sign, written]) => plain.replaceAll(written, sign), text);
