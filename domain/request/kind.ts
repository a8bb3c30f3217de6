/** A tenant's rule: each keyword found counts `weight` for the kind. Keywords may be phrases; `storn*` means any ending. */
export interface KindRule {
  kind: string;
  keywords: string[];
  weight: number;
}

export interface RecognisedKind {
  /** `general` where nothing reaches the minimum. */
  kind: string;
  score: number;
  /** The keywords that were found, as the rules write them. */
  matches: string[];
}

const NOTHING: RecognisedKind = { kind: 'general', score: 0, matches: [] };
/** One soft word (weight 1) is a hint, not yet a kind. */
const MINIMUM = 2;
/** What stands further down is history, signature or small print. */
const MOST_WORDS = 1500;

/**
 * The kind whose keywords weigh most in a text (pass the new text, without quotes). Whole words; case, umlauts (ä = ae)
 * and hyphens do not matter, German endings of longer words neither ("defekte"). A word counts once for a kind, in the
 * longest phrase it is part of; of equals the kind whose rule comes first wins.
 */
export function recogniseKind(text: string, rules: readonly KindRule[], { minimum = MINIMUM }: { minimum?: number } = {}): RecognisedKind {
  const words = wordsOf(text).slice(0, MOST_WORDS);
  const places = new Map<string, number[]>();
  words.forEach((word, at) => {
    for (const form of formsOf(word)) {
      const known = places.get(form);
      if (known === undefined) places.set(form, [at]);
      else known.push(at);
    }
  });
  let best = NOTHING;
  for (const kind of new Set(rules.map((rule) => rule.kind))) {
    const found = scoreOf(kind, rules, words, places);
    if (found.score >= minimum && found.score > best.score) best = found;
  }
  return best;
}

/** Lower-case words, umlauts written out, accents and apostrophes gone, split at everything else. */
export function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => ({ ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' })[letter] ?? letter)
    .normalize('NFD')
    .replace(/a\u0308/g, 'ae')
    .replace(/o\u0308/g, 'oe')
    .replace(/u\u0308/g, 'ue')
    .replace(/[\p{M}'’`´]/gu, '')
    .split(/[^\p{L}\p{N}*]+/u)
    .filter((word) => word !== '');
}

function scoreOf(kind: string, rules: readonly KindRule[], words: string[], places: Map<string, number[]>): RecognisedKind {
  const phrases = rules
    .filter((rule) => rule.kind === kind)
    .flatMap((rule) => rule.keywords.map((keyword) => ({ keyword, weight: rule.weight, parts: wordsOf(keyword) })))
    .filter((phrase) => phrase.parts.length > 0)
    .toSorted((a, b) => b.parts.length - a.parts.length);
  const used = new Set<number>();
  const matches: string[] = [];
  let score = 0;
  for (const { keyword, weight, parts } of phrases) {
    if (matches.includes(keyword)) continue;
    const start = startsOf(parts, words, places).find((at) => parts.every((_part, n) => !used.has(at + n)));
    if (start === undefined) continue;
    parts.forEach((_part, n) => used.add(start + n));
    matches.push(keyword);
    score += weight;
  }
  return { kind, score, matches };
}

function startsOf(parts: string[], words: string[], places: Map<string, number[]>): number[] {
  const first = parts[0]!;
  const candidates = first.includes('*') ? words.map((_word, at) => at) : (places.get(first) ?? []);
  return candidates.filter((at) => parts.every((part, n) => fits(words[at + n], part)));
}

function fits(word: string | undefined, part: string): boolean {
  if (word === undefined) return false;
  if (!part.includes('*')) return formsOf(word).includes(part);
  const [start = '', ...rest] = part.split('*');
  const end = rest.at(-1) ?? '';
  return word.length >= start.length + end.length && word.startsWith(start) && word.endsWith(end);
}

/** The word and what is left of it without an ending; short words keep theirs. */
function formsOf(word: string): string[] {
  const forms = [word];
  for (const ending of ['e', 'en', 'er', 'es', 'em', 'n', 's']) {
    if (word.endsWith(ending) && word.length - ending.length >= 5) forms.push(word.slice(0, -ending.length));
  }
  return forms;
}
