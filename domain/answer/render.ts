import { UndefinedVariableError } from 'liquidjs';
import { engineFor, markerOf, UNREADABLE } from './engine.ts';
import type { AnswerLanguage } from './format.ts';
import { salutationOf } from './salutation.ts';

export type { AnswerLanguage } from './format.ts';

const DEFAULT_ZONE = 'Europe/Berlin';
/** Every pass names at least one missing value; a letter has fewer. */
const MOST_PASSES = 200;

/** A standard answer for one request: plain text, and the names of what it needed and did not get. */
export interface RenderedAnswer {
  /** One line. */
  subject: string;
  text: string;
  /**
   * Placeholders without a value, as written, e.g. `order.number`; each stands as `⟦order.number⟧` in the text. `?` is a
   * value that its filter cannot write.
   */
  missing: string[];
}

/** Something that keeps an answer from being saved. `line` counts from 1. */
export interface AnswerFault {
  place: 'subject' | 'body';
  line: number | null;
  message: string;
}

/** The placeholders of a template, e.g. `customer.name`, in order of appearance. Throws where it does not parse. */
export function placeholdersOf(body: string): string[] {
  return engineFor('de', DEFAULT_ZONE).globalFullVariablesSync(body);
}

/** What is wrong with a template: syntax, unknown filters or tags. Empty where it can be saved. */
export function faultsOf({ subject, body }: { subject: string; body: string }): AnswerFault[] {
  return (['subject', 'body'] as const).flatMap((place) => {
    try {
      engineFor('de', DEFAULT_ZONE).parse(place === 'subject' ? subject : body);
      return [];
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return [{ place, line: Number(/line:(\d+)/.exec(message)?.[1] ?? 0) || null, message }];
    }
  });
}

/**
 * Fills a standard answer. null, undefined and '' are no values: `{% if %}` and `default` see nothing there, an output
 * shows a marker. `salutation` is there of itself (by salutation.ts from `values.customer`); a value's text is never
 * read as a template. Throws where the template does not parse: `faultsOf` says so when it is saved.
 */
export function renderAnswer({
  subject,
  body,
  values,
  language,
  timeZone = DEFAULT_ZONE,
}: {
  subject: string;
  body: string;
  values: Record<string, unknown>;
  language: AnswerLanguage;
  timeZone?: string;
}): RenderedAnswer {
  const missing = new Set<string>();
  const scope = scopeOf(values, language);
  const text = filled(body, scope, { language, timeZone, missing });
  const line = filled(subject, scope, { language, timeZone, missing });
  if (`${text}${line}`.includes(UNREADABLE)) missing.add('?');
  return {
    subject: line.replace(/[\p{Cc}\s]+/gu, ' ').trim(),
    text: text
      .split('\n')
      .map((part) => part.trimEnd())
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
    missing: [...missing],
  };
}

interface Filling {
  language: AnswerLanguage;
  timeZone: string;
  missing: Set<string>;
}

/** Renders until nothing is undefined: each failure names a variable, which gets its marker. */
function filled(template: string, scope: Record<string, unknown>, { language, timeZone, missing }: Filling): string {
  const engine = engineFor(language, timeZone);
  const names = engine.globalFullVariablesSync(template);
  const marked = structuredClone(scope);
  let source = template;
  for (let pass = 0; pass < MOST_PASSES; pass += 1) {
    try {
      return String(engine.parseAndRenderSync(source, marked));
    } catch (error) {
      if (!(error instanceof UndefinedVariableError)) throw error;
      const found = undefinedNames(error, names, marked);
      for (const name of found) put(marked, name, isLoop(error) ? [] : markerOf(name));
      if (found.length === 0) source = withMarker(source, error);
      for (const name of found.length === 0 ? [error.token.getText()] : found) missing.add(name);
    }
  }
  throw new Error(`Standard answer: more than ${MOST_PASSES} placeholders without a value; shorten it`);
}

/** The error names the first undefined step of a path (`order` of `order.number`): the paths that start with it. */
function undefinedNames(error: UndefinedVariableError, names: string[], scope: Record<string, unknown>): string[] {
  const original = error.originalError;
  const root = original instanceof Error && 'variableName' in original ? String(original.variableName) : '';
  const here = error.token.getText();
  const starts = (name: string): boolean => name === root || name.startsWith(`${root}.`);
  return names.filter((name) => starts(name) && here.includes(name) && look(scope, name) === undefined);
}

/** For a part of a list's item, which no value can be put into: the output itself becomes the marker. */
function withMarker(source: string, error: UndefinedVariableError): string {
  const start = source.lastIndexOf('{{', error.token.begin);
  const end = source.indexOf('}}', error.token.end);
  if (start < 0 || end < 0 || source.slice(start, error.token.begin).includes('}}')) {
    throw new Error(`Standard answer: "${error.token.getText()}" has no value to go on with`, { cause: error });
  }
  return source.slice(0, start) + markerOf(error.token.getText()) + source.slice(end + 2);
}

function isLoop(error: UndefinedVariableError): boolean {
  return /\{%-?\s*for\s+[\w-]+\s+in\s*$/.test(error.token.input.slice(0, error.token.begin));
}

/** Values without the empty ones, dates kept, and the salutation. Never the caller's own object. */
function scopeOf(values: Record<string, unknown>, language: AnswerLanguage): Record<string, unknown> {
  const scope = present(values) as Record<string, unknown>;
  if (scope['salutation'] === undefined) scope['salutation'] = salutationOf(scope['customer'] ?? {}, language);
  const customer = scope['customer'] as Record<string, unknown> | undefined;
  const title = customer?.['salutation'];
  if (customer !== undefined && (title === 'frau' || title === 'herr')) {
    customer['salutation'] = { de: { frau: 'Frau', herr: 'Herr' }, en: { frau: 'Ms', herr: 'Mr' } }[language][title];
  }
  return scope;
}

function present(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(present).filter((one) => one !== undefined);
  if (value === null || value === '') return undefined;
  if (typeof value !== 'object' || value instanceof Date) return value;
  const entries = Object.entries(value).map(([key, part]) => [key, present(part)] as const);
  return Object.fromEntries(entries.filter(([, part]) => part !== undefined));
}

function look(scope: Record<string, unknown>, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (at, key) => (typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? (at as Record<string, unknown>)[key] : undefined),
      scope,
    );
}

function put(scope: Record<string, unknown>, path: string, value: unknown): void {
  const keys = path.split('.');
  let at = scope;
  for (const key of keys.slice(0, -1)) {
    const next = Object.hasOwn(at, key) ? at[key] : undefined;
    const object = typeof next === 'object' && next !== null ? (next as Record<string, unknown>) : {};
    Object.defineProperty(at, key, { value: object, enumerable: true, configurable: true, writable: true });
    at = object;
  }
  Object.defineProperty(at, keys.at(-1)!, { value, enumerable: true, configurable: true, writable: true });
}
