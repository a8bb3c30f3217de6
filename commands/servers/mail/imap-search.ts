import { inSet, type Token } from './imap-syntax.ts';
import { headerField } from './mime.ts';
import type { StoredMail } from './store.ts';

/** A mail as SEARCH sees it: `text` is read from disk only if a key asks for it. */
export interface SearchCandidate {
  sequence: number;
  mail: StoredMail;
  /** The whole mail as a string of bytes. */
  text(): string;
}

type Test = (candidate: SearchCandidate) => boolean;
type Bounds = { lastSequence: number; lastUid: number };

const flagKeys = ['answered', 'deleted', 'draft', 'flagged', 'seen'];

/**
 * Compiles SEARCH keys (RFC 3501, 6.4.4).
 * @throws naming a key that is unknown
 */
export function compileSearch(tokens: readonly Token[], bounds: Bounds): Test {
  const rest = [...tokens];
  if (typeof rest[0] === 'string' && rest[0].toUpperCase() === 'CHARSET') rest.splice(0, 2);
  const tests: Test[] = [];
  while (rest.length > 0) tests.push(nextKey(rest, bounds));
  return (candidate) => tests.every((test) => test(candidate));
}

function nextKey(rest: Token[], bounds: Bounds): Test {
  const token = rest.shift();
  if (Array.isArray(token)) return compileSearch(token, bounds);
  const key = (token ?? '').toLowerCase();
  const argument = () => {
    const value = rest.shift();
    if (typeof value !== 'string') throw new Error(`${key} needs a value`);
    return value;
  };
  if (/^[\d*][\d:,*]*$/.test(key)) {
    const inRange = inSet(key, bounds.lastSequence);
    return ({ sequence }) => inRange(sequence);
  }
  if (flagKeys.includes(key)) return hasFlag(`\\${key}`);
  if (key.startsWith('un') && flagKeys.includes(key.slice(2))) return not(hasFlag(`\\${key.slice(2)}`));
  switch (key) {
    case 'all':
    case 'old':
      return () => true;
    case 'new':
    case 'recent':
      return () => false;
    case 'uid': {
      const inRange = inSet(argument(), bounds.lastUid);
      return ({ mail }) => inRange(mail.uid);
    }
    case 'keyword':
      return hasFlag(argument());
    case 'unkeyword':
      return not(hasFlag(argument()));
    case 'not':
      return not(nextKey(rest, bounds));
    case 'or': {
      const [one, other] = [nextKey(rest, bounds), nextKey(rest, bounds)];
      return (candidate) => one(candidate) || other(candidate);
    }
    case 'larger': {
      const size = Number(argument());
      return ({ mail }) => mail.size > size;
    }
    case 'smaller': {
      const size = Number(argument());
      return ({ mail }) => mail.size < size;
    }
    case 'header':
      return contains(inHeader(argument()), argument());
    case 'from':
    case 'to':
    case 'cc':
    case 'bcc':
    case 'subject':
      return contains(inHeader(key), argument());
    case 'text':
      return contains((candidate) => candidate.text(), argument());
    case 'body':
      return contains((candidate) => candidate.text().replace(/^[^]*?\r?\n\r?\n/, ''), argument());
    default: {
      const [, sent, comparison] = /^(sent)?(before|on|since)$/.exec(key) ?? [];
      if (!comparison) throw new Error(`unknown search key ${key}`);
      return onDay(comparison, argument(), sent ? sentAt : ({ mail }) => mail.receivedAt);
    }
  }
}

/** Dates without time, as they stand: `8-Nov-2026`. */
function onDay(comparison: string, text: string, at: (candidate: SearchCandidate) => Date): Test {
  const day = 86_400_000;
  const wanted = Math.floor(Date.parse(`${text.replaceAll('-', ' ')} UTC`) / day);
  if (Number.isNaN(wanted)) throw new Error(`bad date ${text}`);
  return (candidate) => {
    const found = Math.floor(at(candidate).getTime() / day);
    if (comparison === 'before') return found < wanted;
    return comparison === 'on' ? found === wanted : found >= wanted;
  };
}

/** A field that is there matches an empty value: that is how "has this field" is asked. */
function contains(where: (candidate: SearchCandidate) => string | null, value: string): Test {
  const wanted = value.toLowerCase();
  return (candidate) => where(candidate)?.toLowerCase().includes(wanted) ?? false;
}

const inHeader = (name: string) => (candidate: SearchCandidate) => headerField(headerOf(candidate), name);
const headerOf = (candidate: SearchCandidate): string => candidate.text().split(/\r?\n\r?\n/, 1)[0] ?? '';
const sentAt = (candidate: SearchCandidate): Date => new Date(headerField(headerOf(candidate), 'date') ?? Number.NaN);
const hasFlag =
  (flag: string): Test =>
  ({ mail }) =>
    mail.flags.some((other) => other.toLowerCase() === flag.toLowerCase());
const not =
  (test: Test): Test =>
  (candidate) =>
    !test(candidate);
