import { requirements } from '../decision/elements.ts';
import { readDecisions } from '../decision/read.ts';
import type { Decision } from '../decision/model.ts';
import type { Inside } from '../elements/kind.ts';
import type { Graph } from '../graph.ts';
import type { DefinitionSet } from '../types.ts';
import { contentHash } from './canonical.ts';
import { findings, hasErrors, type Findings } from './findings.ts';
import type { Named } from './read-process.ts';

/** The decisions named, with those that they require, from all files of the set. */
export async function embedDecisions(named: Named[], set: DefinitionSet, found: Findings): Promise<Record<string, Decision>> {
  if (named.length === 0) return {};
  const files = await Promise.all(
    Object.entries(set.decisions).map(async ([definition, xml]) => {
      const own = findings(definition);
      return { definition, decisions: await readDecisions(xml, own, set.decisions), broken: hasErrors(own.list) };
    }),
  );
  const embedded: Record<string, Decision> = {};
  for (const { key, at } of named) {
    const holders = files.filter(({ decisions }) => decisions.has(key) && decisions.get(key)?.role !== 'knowledge');
    const [holder] = holders;
    if (!holder) found.add('decision-unknown', at, { decision: key });
    else if (holders.length > 1) found.add('decision-ambiguous', at, { decision: key });
    else if (holder.broken) found.add('decision-invalid', at, { decision: key, definition: holder.definition });
    else if (!take(key, holder.decisions, embedded)) found.add('decision-ambiguous', at, { decision: key });
  }
  return embedded;
}

export function embedForms(named: Named[], set: DefinitionSet, found: Findings): Record<string, string> {
  const forms: Record<string, string> = {};
  for (const { key, at } of named) {
    const form = Object.hasOwn(set.forms, key) ? set.forms[key] : undefined;
    if (form === undefined) found.add('form-unknown', at, { form: key });
    else forms[key] = contentHash(parsed(form));
  }
  return forms;
}

export function fixCalls(named: Named[], self: string, resolve: (key: string) => Graph | null, found: Findings): Record<string, string> {
  const called: Record<string, string> = {};
  for (const { key, at } of named) {
    const graph = key === self ? null : resolve(key);
    if (key === self) found.add('call-circle', at);
    else if (!graph) found.add('call-unknown', at, { process: key });
    else {
      called[key] = graph.hash;
      const inside = graph.elements[graph.process]?.data as unknown as Inside | undefined;
      if (inside?.starts.length === 0) found.add('call-no-start', at, { process: key });
    }
  }
  return called;
}

export function checkAnswers(named: Named[], set: DefinitionSet, found: Findings): void {
  for (const { key, at } of named) {
    if (!set.answers.includes(key)) found.add('answer-unknown', at, { answer: key });
  }
}

/** Whether all that the decision requires could be taken: not where another file has given an element of the same id. */
function take(key: string, from: Map<string, Decision>, into: Record<string, Decision>): boolean {
  const decision = from.get(key);
  if (!decision || into[key] === decision) return true;
  if (Object.hasOwn(into, key) && contentHash(into[key]) !== contentHash(decision)) return false;
  into[key] = decision;
  return requirements(decision).every((required) => take(required, from, into));
}

/** A form as JSON, so that white space makes no new version; as it is where it is none. */
function parsed(form: string): unknown {
  try {
    return JSON.parse(form);
  } catch {
    return form;
  }
}
