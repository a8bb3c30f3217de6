import { freeVariables } from '../feel/compile.ts';
import { nearest } from '../feel/nearest.ts';
import type { Graph } from '../graph.ts';
import type { DefinitionSet, StepDescription } from '../types.ts';
import type { Findings } from './findings.ts';

/** What a request begins with, what its tasks answer, and what its messages bring (ARCHITECTURE.md, "Request variables"). */
const STANDARD = ['request', 'customerClass', 'kind', 'outcome', 'consultation', 'loopCounter'];

/**
 * Warns of variables that nothing sets: no process of the set by a mapping or result, no form, no step. Who calls a process hands it
 * its variables, so all processes are looked at; what only a message from outside brings is warned of too.
 */
export function checkVariables(
  { elements, flows }: Pick<Graph, 'elements' | 'flows'>,
  set: DefinitionSet,
  steps: readonly StepDescription[],
  found: Findings,
): void {
  const known = namesSet(set, steps);
  const check = (at: { element: string; elementName: string | null }, part: unknown) => {
    for (const [name, feel] of unknownIn(part, known)) {
      const near = nearest(name, known);
      const [hintDe, hintEn] = near === null ? ['', ''] : [` Ist „${near}“ gemeint?`, ` Is "${near}" meant?`];
      found.add('variable-unknown', { ...at, place: null }, { name, expression: feel.slice(0, 80), hintDe, hintEn });
    }
  };
  for (const [id, { name, data, inputs, outputs }] of Object.entries(elements)) {
    check({ element: id, elementName: name }, [data, inputs, outputs]);
  }
  for (const [id, { condition }] of Object.entries(flows)) check({ element: id, elementName: null }, condition);
}

/** Names that something writes. Read from the text: a name too many only spares a warning. */
function namesSet({ processes, forms }: DefinitionSet, steps: readonly StepDescription[]): Set<string> {
  const names = new Set(STANDARD);
  const take = (text: string, pattern: RegExp) => {
    for (const [, name = ''] of text.matchAll(pattern)) names.add(name);
  };
  for (const xml of Object.values(processes)) {
    take(xml, /\b(?:target|resultVariable|inputElement|outputCollection|\w+Variable)\s*=\s*["']=?\s*([^"'.\s]+)/g);
    take(xml, /<(?:\w+:)?dataObject(?:Reference)?\b[^>]*\bname\s*=\s*["']([^"']+)["']/g);
  }
  for (const form of Object.values(forms)) take(form, /"(?:key|path)"\s*:\s*"([^".]+)/g);
  for (const { output } of steps) {
    for (const name of Object.keys((output as { properties?: object }).properties ?? {})) names.add(name);
  }
  return names;
}

/** Each unknown name once, with the expression in which it stands. */
function unknownIn(part: unknown, known: ReadonlySet<string>): Map<string, string> {
  const unknown = new Map<string, string>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { feel } = value as { feel?: unknown };
    if (typeof feel === 'string') {
      for (const name of freeVariables(feel)) if (!known.has(name)) unknown.set(name, feel);
    } else for (const [key, inner] of Object.entries(value)) if (key !== 'headers') visit(inner);
  };
  visit(part);
  return unknown;
}
