/** What is typed after a `/` that begins a word, just before the caret; null where no standard answers are asked for. */
export function slashQuery(text: string, caret: number): { start: number; query: string } | null {
  const before = text.slice(0, caret);
  const match = /(?:^|\s)\/([\p{L}\p{N}-]*)$/u.exec(before);
  if (!match) return null;
  const query = match[1] ?? '';
  return { start: caret - query.length - 1, query };
}

/** Puts `inserted` in place of [start, end) and says where the caret belongs then. */
export function replaceRange(text: string, start: number, end: number, inserted: string): { text: string; caret: number } {
  return { text: text.slice(0, start) + inserted + text.slice(end), caret: start + inserted.length };
}
