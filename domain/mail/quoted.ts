/** A quote that starts later than this is not worth folding. */
const MOST_LINES = 5000;

const WITH_A_DIGIT = String.raw`[^\n]{0,120}\d[^\n]{0,160}`;

/** Lines that programs write above what they quote: "Am … schrieb …:", "On … wrote:" and their like. */
const DATED = [
  new RegExp(String.raw`^[ \t]*(?:Am|On|Le|Il|El|Op|Den|W dniu|Em|Dne|Vom)[ \t]${WITH_A_DIGIT}:[ \t]*$`),
  new RegExp(String.raw`^[ \t]*(?:\d{1,2}\.|\d{4}-)${WITH_A_DIGIT}(?:schrieb|wrote|<[^<>\s]+@[^<>\s]+>)[^\n]{0,120}:?[ \t]*$`),
];
const NAMED = /^[^\n]{1,160}(?:schrieb|schreibt|wrote|writes)[^\n]{0,120}:[ \t]*$/;

/** Lines that stand for a whole quoted mail below them. */
const DIVIDERS = [
  /^[ \t]*[-_]{3,}[ \t]*(?:Urspr(?:ü|ue)ngliche Nachricht|Original[ -]Message|Originalnachricht|Original-Nachricht|Message d'origine|Messaggio originale|Mensaje original|Antwort Nachricht|Reply Message)\b[^\n]{0,60}$/i,
  /^>>> [^\n]{3,200}\d{1,2}:\d{2}[^\n]{0,20} >>>$/,
];

const HEADER_LINE =
  /^[ \t>*]*(?:Von|From|De|Da|Van|Fra|Od|Gesendet|Sent|Sendt|Datum|Date|Dato|Envoyé|Inviato|Enviado|Verzonden|An|To|À|A|Til|Para|Aan|Betreff|Subject|Objet|Oggetto|Asunto|Onderwerp|Emne|Cc|Kopie)\*?[ \t\u00a0]?:/i;
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
      const at = lines[whole ? ruleAbove(lines, n) : n]!.at;
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
  let introduction = '';
  for (let count = 1; count <= 3; count += 1) {
    const line = lines[n + count - 1]?.text.trim() ?? '';
    if (line === '') return false;
    introduction += (count === 1 ? '' : ' ') + line;
    // Only the dated forms begin with a word of their own; another line above "… wrote:" is the sender's text.
    const known = count === 1 ? [...DATED, NAMED] : DATED;
    if (!introduction.endsWith(':') || !known.some((form) => form.test(introduction))) continue;
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

/** Outlook's block: at least three header lines on end, the sender among them; web mails put the date first. */
function startsHeaderBlock(lines: Line[], n: number): boolean {
  if (!/^[ \t>*]*(?:Von|From|De|Da|Van|Fra|Od|Gesendet|Sent|Datum|Date)\*?[ \t\u00a0]?:/i.test(lines[n]!.text)) return false;
  const block = lines.slice(n, n + 8).filter((line) => line.text.trim() !== '');
  const other = block.findIndex((line) => !HEADER_LINE.test(line.text));
  const head = other < 0 ? block : block.slice(0, other);
  return head.length >= 3 && head.some((line) => /^[ \t>*]*(?:Von|From|De|Da|Van|Fra|Od)\*?[ \t\u00a0]?:/i.test(line.text));
}

/** The line of a rule (`_____`) that Outlook draws above its block; else `n` itself. */
function ruleAbove(lines: Line[], n: number): number {
  let above = n - 1;
  while (above >= 0 && lines[above]!.text.trim() === '') above -= 1;
  return above >= 0 && /^[ \t]*[_-]{5,}[ \t]*$/.test(lines[above]!.text) ? above : n;
}

/** Text of the sender's own after a block of `>` lines: an answer below or between the quotes. */
function hasNewTextAfter(lines: Line[], from: number): boolean {
  let quoted = false;
  for (const line of lines.slice(from - 1)) {
    if (/^[ \t]?>/.test(line.text)) quoted = true;
    else if (quoted && /^(?:-- ?|[_-]{4,}[ \t]*)$/.test(line.text)) return false;
    else if (quoted && line.text.trim() !== '') return true;
  }
  return false;
}
