import type { Finding } from '../types.ts';
import { ACTIVITY_TEXTS } from './activity-texts.ts';
import { DATA_TEXTS } from './data-texts.ts';
import { LINT_TEXTS } from './lint-texts.ts';
import { MODEL_TEXTS } from './model-texts.ts';
import type { ReportValues } from '../elements/kind.ts';
import type { Moddle } from './moddle.ts';

export interface Text {
  severity?: 'warning' | 'hint';
  /** German, English; `{name}` is filled in. */
  message: [string, string];
  remedy: [string, string];
}

const TEXTS = { ...MODEL_TEXTS, ...ACTIVITY_TEXTS, ...DATA_TEXTS, ...LINT_TEXTS };
export type Code = keyof typeof TEXTS;

export interface Place {
  element: string | null;
  elementName: string | null;
  place: string | null;
  line?: number;
  column?: number;
}

/** Collects what a check has to say, all of it at once. */
export interface Findings {
  list: Finding[];
  add: (code: Code, at: Place, values?: ReportValues) => void;
}

/** More than anybody reads; a file made to be refused may have a hundred thousand. */
const MOST = 500;

export function findings(definition: string): Findings {
  const list: Finding[] = [];
  return {
    list,
    add: (wanted, place, given = {}) => {
      if (list.length > MOST || (list.length === MOST && isWarning(wanted))) return;
      const isLast = list.length === MOST;
      const [code, at, values] = isLast ? (['too-many-findings', WHOLE_FILE, { limit: MOST }] as const) : [wanted, place, given];
      const text: Text = TEXTS[code];
      const [de, en] = text.message;
      const [remedyDe, remedyEn] = text.remedy;
      list.push({
        severity: text.severity ?? 'error',
        code,
        definition,
        ...at,
        message: { de: fill(de, values), en: fill(en, values) },
        remedy: { de: fill(remedyDe, values), en: fill(remedyEn, values) },
      });
    },
  };
}

function isWarning(code: Code): boolean {
  const { severity }: Text = TEXTS[code];
  return severity !== undefined;
}

export function hasErrors(list: readonly Finding[]): boolean {
  return list.some(({ severity }) => severity === 'error');
}

export function placeOf(element: Moddle, place: string | null = null): Place {
  return { element: element.id ?? null, elementName: element.name ?? null, place };
}

export const WHOLE_FILE: Place = { element: null, elementName: null, place: null };

/** The code as a known one, for callers that hold it as text. */
export function asCode(code: string): Code {
  if (!(code in TEXTS)) throw new Error(`no text for finding "${code}"`);
  return code as Code;
}

function fill(text: string, values: ReportValues): string {
  return text.replace(/\{(\w+)\}/g, (all, name: string) => String(values[name] ?? all));
}
