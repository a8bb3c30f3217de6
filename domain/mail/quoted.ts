/** A quote that starts later than this is not worth folding. */
const MOST_LINES = 5000;

const WITH_A_DIGIT = String.raw`[^\n]{0,120}\d[^\n]{0,160}`;

/** Lines that programs write above what they quote: "Am … schrieb …:", "On … wrote:" and their like. */
const INTRODUCTIONS = [
  new RegExp(String.raw`^[ \t]*(?:Am|On|Le|Il|El|Op|Den|W dniu|Em|Dne|Vom)[ \t]${WITH_A_DIGIT}:[ \t]*$`),
  new RegExp(String.raw`^[ \t]*(?:\d{1,2}\.|\d{4}-)${WITH_A_DIGIT}(?:schrieb|wrote|<[^<>\s]+@[^<>\s]+>)[^\n]{0,120}:?[ \t]*$`),
  /^[^\n]{1,160}(?:schrieb|schreibt|wrote|writes)[^\n]{0,120}:[ \t]*$/,
];

/** Lines that stand for a whole quoted mail below them. */
const DIVIDERS = [
  /^[ \t]*[-_]{3,}[ \t]*(?:Urspr(?:ü|ue)ngliche Nachricht|Original[ -]Message|Originalnachricht|Original-Nachricht|Message d'origine|Messaggio originale|Mensaje original|Antwort Nachricht|Reply Message)\b[^\n]{0,60}$/i,
];

const HEADER_LINE =
  /^[ \t>*]*(?:Von|From|De|Da|Van|Od|Gesendet|Sent|Datum|Date|Envoyé|An|To|À|Betreff|Subject|Objet|Cc|Kopie)\*?[ \t\u00a0]?:/i;
const FORWARDED = /^[ \t]*-{2,}[ \t]*(?:Forwarded message|Weitergeleitete Nachricht|Begin forwarded message|Anfang der weitergeleiteten)/i;

/**
 * Index at which the quoted tail of a reply starts, its introduction included; null where nothing can be folded: no
 * quote, new text below the quote, a forwarded mail, or nothing but quote.
 */
export function quotedFromOf(text: string): number | null {
  const lines = linesOf(text);
  const end = Math.min(lines.length, MOST_LINES);
  for (let n = 0; n < end; n += 1) {
    const line = lines[n]!.text;
    if (FORWARDED.test(line)) return null;
    const whole = DIVIDERS.some((divider) => divider.test(line)) || startsHeaderBlock(lines, n);
    if (whole || startsQuote(lines, n)) {
      if (!whole && hasNewTextAfter(lines, n + 1)) return null;
      const at = lines[n]!.at;
      return text.slice(0, at).trim() === '' ? null : at;
    }
  }
  return null;
}

/** What the sender wrote himself: the text before the quoted part. */
export function newTextOf(mail: { text: string; quotedFrom: number | null }): string {
  return mail.text.slice(0, mail.quotedFrom ?? mail.text.length).trimEnd();
}

interface Line {
  text: string;
  at: number;
}

function linesOf(text: string): Line[] {
  let at = 0;
  return text.split('\n').map((line) => {
    const here = { text: line.slice(0, 500), at };
    at += line.length + 1;
    return here;
  });
}

/** `> ` lines, with or without an introduction of up to three (folded) lines above them. */
function startsQuote(lines: Line[], n: number): boolean {
  if (/^[ \t]?>/.test(lines[n]!.text)) return true;
  for (let count = 1; count <= 3; count += 1) {
    const introduction = lines
      .slice(n, n + count)
      .map((line) => line.text)
      .join(' ')
      .trimEnd();
    if (!introduction.endsWith(':') || !INTRODUCTIONS.some((known) => known.test(introduction))) continue;
    if (quoteFollows(lines, n + count) || isUnmistakable(introduction)) return true;
  }
  return false;
}

/** A quote, an indented copy or nothing at all comes next. */
function quoteFollows(lines: Line[], from: number): boolean {
  const next = lines.slice(from, from + 5).find((line) => line.text.trim() !== '');
  return next === undefined || /^[ \t]?>|^\t|^ {2,}/.test(next.text);
}

/** Says who wrote and at what time: no person writes such a line, so the text below needs no `>`. */
function isUnmistakable(introduction: string): boolean {
  return /(?:schrieb|wrote)/.test(introduction) && /\d{1,2}[:.]\d{2}/.test(introduction) && /\d{4}|@/.test(introduction);
}

/** Outlook's block: at least three header lines on end, the first of them the sender. */
function startsHeaderBlock(lines: Line[], n: number): boolean {
  if (!/^[ \t>*]*(?:Von|From|De|Da|Van|Od)\*?[ \t\u00a0]?:/i.test(lines[n]!.text)) return false;
  const block = lines.slice(n, n + 8).filter((line) => line.text.trim() !== '');
  let count = 0;
  while (count < block.length && HEADER_LINE.test(block[count]!.text)) count += 1;
  return count >= 3;
}

/** Text of the sender's own after a block of `>` lines: an answer below or between the quotes. */
function hasNewTextAfter(lines: Line[], from: number): boolean {
  let quoted = false;
  for (const line of lines.slice(from - 1)) {
    if (/^[ \t]?>/.test(line.text)) quoted = true;
    else if (quoted && /^-- ?$/.test(line.text)) return false;
    else if (quoted && line.text.trim() !== '') return true;
  }
  return false;
}
