import { Liquid } from 'liquidjs';
import { formatsOf, type AnswerLanguage } from './format.ts';

/** Loading other templates reaches files; counters and inline code have no business in a letter. */
const FORBIDDEN_TAGS = ['include', 'render', 'layout', 'block', 'tablerow', 'increment', 'decrement', 'cycle', 'liquid', 'echo'];

const engines = new Map<string, Liquid>();

/** How a placeholder without a value shows: visible to the agent, impossible to overlook. */
export function markerOf(name: string): string {
  return `⟦${name}⟧`;
}

/** Stands for a value that its filter cannot write, e.g. a word where a date should be. */
export const UNREADABLE = markerOf('?');

/** LiquidJS, bounded and without a way out: no files, own properties only, unknown names and filters are errors. */
export function engineFor(language: AnswerLanguage, timeZone: string): Liquid {
  const key = `${language} ${timeZone}`;
  const known = engines.get(key);
  if (known !== undefined) return known;
  const formats = formatsOf(language, timeZone);
  const engine = new Liquid({
    strictVariables: true,
    strictFilters: true,
    lenientIf: true,
    ownPropertyOnly: true,
    templates: {},
    parseLimit: 100_000,
    renderLimit: 500,
    memoryLimit: 1_000_000,
    outputEscape: (value: unknown) => formats.plain(value) ?? UNREADABLE,
  });
  for (const tag of FORBIDDEN_TAGS) delete engine.tags[tag];
  for (const name of ['date', 'time', 'datetime', 'money', 'number'] as const) {
    const format: (value: unknown, currency?: unknown) => string | null = formats[name];
    engine.registerFilter(name, (value: unknown, currency?: unknown) =>
      isMarker(value) ? value : (format(value, currency) ?? UNREADABLE),
    );
  }
  engines.set(key, engine);
  return engine;
}

function isMarker(value: unknown): boolean {
  return typeof value === 'string' && /^⟦[^⟦⟧]*⟧$/.test(value);
}
