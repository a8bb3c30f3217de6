export type Concern = { type: 'placeholder'; text: string } | { type: 'attachment'; word: string };

/** `⟦order number⟧` (what a standard answer could not fill in; the API refuses it), `{{ name }}`, `{% if %}`, `[[order]]`, `XXX`, `____`: what a template or a hurried hand leaves behind. */
const placeholder = /⟦[^⟧]*⟧|\{\{[^}]*\}\}|\{%[^%]*%\}|\[\[[^\]]*\]\]|\bX{3,}\b|_{4,}/gu;
const attachmentWord = /\b(?:im anhang|als anhang|anbei|angehängt|beigefügt|beiliegend|attached|attachment|enclosed)\b/iu;

/**
 * What speaks against sending this reply as it is. Looks at the agent's own words only: quotes and what follows the signature mark are left out.
 * Nothing here forbids sending; it asks.
 */
export function concerns(text: string, attachments: number): Concern[] {
  const own = ownWords(text);
  const found: Concern[] = [...new Set(own.match(placeholder) ?? [])].map((text) => ({ type: 'placeholder', text }));
  const word = attachments === 0 ? attachmentWord.exec(own)?.[0] : undefined;
  if (word) found.push({ type: 'attachment', word });
  return found;
}

/** The text without quoted lines and without everything after the signature mark `-- ` (RFC 3676). */
export function ownWords(text: string): string {
  const lines = text.split(/\r?\n/);
  const signature = lines.findIndex((line) => line === '-- ');
  const body = signature < 0 ? lines : lines.slice(0, signature);
  return body.filter((line) => !line.startsWith('>')).join('\n');
}

/** Where the next thing to fill in stands, searching on from `from` and around the end; null if there is none. */
export function nextPlaceholder(text: string, from: number): { start: number; end: number } | null {
  const all = [...text.matchAll(placeholder)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
  return all.find((range) => range.start >= from) ?? all[0] ?? null;
}

/** What the API would not send anyway; everything else is only asked about. */
export const isBlocking = (concern: Concern): boolean => concern.type === 'placeholder' && concern.text.startsWith('⟦');
