import { html } from 'ghtml';

const address = /\bhttps?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]]/g;

/** Plain text as paragraphs; line breaks kept. */
export function paragraphs(text: string): string {
  const blocks = text
    .replaceAll('\r\n', '\n')
    .trim()
    .split(/\n{2,}/);
  return blocks.map((block) => html`<p>!${lines(block)}</p>`).join('');
}

/** Plain text with its web addresses as links that tell the target nothing about us. */
export function linkedText(text: string): string {
  let result = '';
  let last = 0;
  for (const match of text.matchAll(address)) {
    const url = match[0];
    result += html`${text.slice(last, match.index)}` + html`<a href="${url}" target="_blank" rel="noopener noreferrer">${url}</a>`;
    last = match.index + url.length;
  }
  return result + html`${text.slice(last)}`;
}

/** "12. November 2026 um 14:00" in the tenant's own time. */
export function instantText(at: Date, language: 'de' | 'en', timeZone = 'Europe/Berlin'): string {
  const day = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone } as const;
  const date = new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', day).format(at);
  const time = new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(at);
  return language === 'de' ? `${date}, ${time} Uhr` : `${date}, ${time}`;
}

const lines = (block: string) =>
  block
    .split('\n')
    .map((line) => html`${line}`)
    .join('<br />');
