import { readShipped, type Shipped } from './shipped.ts';
import { stepDescriptions } from '../../activities/steps/index.ts';
import { compile } from '../../domain/process/compile.ts';
import type { DefinitionSet, Finding, Graph } from '../../domain/process/types.ts';

/** Called processes first. */
export const processKeys = ['consultation', 'customer-question', 'standard-request', 'complaint', 'faulty-order', 'intake'];

async function shippedSet(): Promise<{ shipped: Shipped; set: DefinitionSet }> {
  const shipped = await readShipped();
  const of = (type: string) =>
    Object.fromEntries(shipped.definitions.filter((one) => one.type === type).map((one) => [one.key, one.source]));
  const answers = [...new Set(shipped.answers.map((answer) => answer.key))];
  return { shipped, set: { processes: of('process'), decisions: of('decision'), forms: of('form'), answers } };
}

export async function compileShipped(): Promise<{ graphs: Map<string, Graph>; findings: Finding[] }> {
  const { set } = await shippedSet();
  const graphs = new Map<string, Graph>();
  const findings: Finding[] = [];
  for (const process of processKeys) {
    const compiled = await compile({ set, process, steps: stepDescriptions, resolveProcess: (key) => graphs.get(key) ?? null });
    findings.push(...compiled.findings);
    if (compiled.graph) graphs.set(process, compiled.graph);
  }
  return { graphs, findings };
}
