import { callsOf, compile } from '../../../domain/process/compile.ts';
import type { Executable } from '../../../domain/process/executable.ts';
import type { Graph } from '../../../domain/process/graph.ts';
import { load } from '../../../domain/process/load.ts';
import type { Finding, StepDescription } from '../../../domain/process/types.ts';

export interface Published {
  /** Null where publish refuses the process; `findings` say why, those of the processes that it calls among them. */
  root: Executable | null;
  executables: ReadonlyMap<string, Executable>;
  findings: Finding[];
}

/** Publishes a process and those that it calls, called ones first; `models` are the BPMN files by process id, `decisions` DMN files. */
export async function publish(
  models: Record<string, string>,
  root: string,
  steps: string[],
  decisions: Record<string, string> = {},
): Promise<Published> {
  const graphs = new Map<string, Graph | null>();
  const findings: Finding[] = [];
  const set = { processes: models, decisions, forms: {}, answers: [] };
  const one = async (process: string): Promise<void> => {
    if (graphs.has(process)) return;
    graphs.set(process, null);
    for (const called of await callsOf(models[process] ?? '')) if (Object.hasOwn(models, called)) await one(called);
    const made = await compile({ set, process, steps: steps.map(describe), resolveProcess: (key) => graphs.get(key) ?? null });
    graphs.set(process, made.graph);
    findings.push(...made.findings);
  };
  await one(root);
  const executables = new Map([...graphs.values()].flatMap((graph) => (graph ? [[graph.hash, load(graph)] as const] : [])));
  return { root: executables.get(graphs.get(root)?.hash ?? '') ?? null, executables, findings };
}

/** The errors among findings in one line. */
export function refusal({ findings }: Published): string {
  const errors = findings.filter(({ severity }) => severity === 'error');
  return `refused: ${errors.map(({ code, element, place }) => `${code} at ${element ?? 'the file'}${place === null ? '' : ` (${place})`}`).join(', ')}`;
}

function describe(id: string): StepDescription {
  return { id, title: { de: id, en: id }, input: { type: 'object' }, output: { type: 'object' }, mode: 'transaction', errors: [] };
}
