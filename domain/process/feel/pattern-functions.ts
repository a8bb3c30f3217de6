import { RE2JS } from 're2js';
import type { Builtin } from './functions.ts';

/** RE2 takes a microsecond a letter with a pattern that branches. */
const WEIGHT = 1000;

/**
 * Functions with patterns, on RE2: linear in the input, where JavaScript's own needs 18 s for `^(a+)+$` on 28 letters.
 * What RE2 lacks (look-around, back references) gives null, as any pattern that is none.
 */
export const PATTERN_FUNCTIONS: Record<string, Builtin> = {
  matches: {
    weight: WEIGHT,
    parameters: ['input', 'pattern', 'flags'],
    call: ([input, pattern, flags]) => {
      const compiled = compilePattern(pattern, flags);
      return compiled && typeof input === 'string' ? compiled.matcher(input).find() : null;
    },
  },
  replace: {
    weight: WEIGHT,
    parameters: ['input', 'pattern', 'replacement', 'flags'],
    call: ([input, pattern, replacement, flags]) => {
      const compiled = compilePattern(pattern, flags);
      if (!compiled || typeof input !== 'string' || typeof replacement !== 'string') return null;
      return compiled.matcher(input).replaceAll(replacement);
    },
  },
  split: {
    weight: WEIGHT,
    parameters: ['string', 'delimiter'],
    call: ([input, delimiter]) => {
      const compiled = compilePattern(delimiter, undefined);
      return compiled && typeof input === 'string' ? compiled.split(input, -1) : null;
    },
  },
  extract: {
    weight: WEIGHT,
    parameters: ['string', 'pattern'],
    call: ([input, pattern]) => {
      const compiled = compilePattern(pattern, undefined);
      if (!compiled || typeof input !== 'string') return null;
      const found: string[] = [];
      for (const matcher = compiled.matcher(input); matcher.find();) found.push(matcher.group() ?? '');
      return found;
    },
  },
};

/** Whether RE2 takes a pattern: publish refuses a literal one that it does not. */
export function isPattern(pattern: string): boolean {
  return compilePattern(pattern, undefined) !== null;
}

const FLAGS: Record<string, number> = { i: RE2JS.CASE_INSENSITIVE, s: RE2JS.DOTALL, m: RE2JS.MULTILINE };
const MAX_PATTERN = 1000;
const KEPT = 200;
const kept = new Map<string, RE2JS | null>();

function compilePattern(pattern: unknown, flags: unknown): RE2JS | null {
  if (typeof pattern !== 'string' || pattern.length > MAX_PATTERN) return null;
  const text = typeof flags === 'string' ? flags : '';
  const key = `${text}/${pattern}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  if (kept.size >= KEPT) kept.clear();
  const made = make(pattern, text);
  kept.set(key, made);
  return made;
}

function make(pattern: string, flags: string): RE2JS | null {
  let bits = 0;
  for (const flag of flags) {
    const bit = FLAGS[flag];
    if (bit === undefined) return null;
    bits |= bit;
  }
  try {
    return RE2JS.compile(pattern, bits);
  } catch {
    return null;
  }
}
