/** Addresses people can click; a full stop or bracket after one belongs to the sentence. */
const LINK = /https?:\/\/[^\s<>"']{1,2000}[^\s<>"'.,;:!?)\]]/g;

/**
 * Plain text of a mail as simple HTML: paragraphs, line breaks, quotes and links, everything else escaped. The output
 * contains no markup of the text itself.
 */
export function htmlOf(text: string): string {
  const blocks = text
    .replace(/\r\n?/g, '\n')
    .trim()
    .split(/\n[ \t]*\n+/);
  return blocks.map(blockOf).join('\n');
}

function blockOf(block: string): string {
  const lines = block.split('\n');
  if (lines.every((line) => line.startsWith('>'))) {
    return `<blockquote>${htmlOf(lines.map((line) => line.replace(/^> ?/, '')).join('\n'))}</blockquote>`;
  }
  return `<p>${lines.map(lineOf).join('<br>\n')}</p>`;
}

function lineOf(line: string): string {
  let html = '';
  let at = 0;
  for (const match of line.matchAll(LINK)) {
    const address = escaped(match[0]);
    html += `${escaped(line.slice(at, match.index))}<a href="${address}" rel="noopener noreferrer">${address}</a>`;
    at = match.index + match[0].length;
  }
  return html + escaped(line.slice(at));
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
