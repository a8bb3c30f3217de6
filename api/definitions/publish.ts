import { sql } from 'kysely';
import type { Trx } from '../../db/client.ts';
import type { DefinitionType } from '../../db/schema.ts';
import { callsOf, checkDecision, compile } from '../../domain/process/compile.ts';
import { decisionKeys } from '../../domain/process/decision/read.ts';
import { lint } from '../../domain/process/lint.ts';
import type { DefinitionSet, Finding, Graph, StepDescription } from '../../domain/process/types.ts';
import { callOrder, withCallers } from './call-order.ts';
import { checkForm } from './check-form.ts';
import { circleFinding } from './circle-finding.ts';
import { type Definitions, readDefinitions, setWith, type Source } from './definition-set.ts';
import { type Publisher, type PublishedVersion, writeVersion } from './write-version.ts';

export interface PublishOutcome {
  /** New versions, called processes first; empty where nothing changed or an error stopped it. */
  published: PublishedVersion[];
  /** Errors stop everything: nothing is published. Warnings and hints come along. */
  findings: Finding[];
  ok: boolean;
}

interface Steps {
  /** activities/steps: what service tasks may name. */
  steps: StepDescription[];
}

/**
 * Publishes one draft. New requests use it at once, running ones keep their graph. The processes that name it (a table, a form, a called process) are
 * published again with it, from their published sources; other drafts stay drafts.
 */
export async function publishDefinition(
  trx: Trx,
  { type, key, ...given }: { type: DefinitionType; key: string } & Publisher & Steps,
): Promise<PublishOutcome> {
  await lockPublishing(trx);
  const known = await readDefinitions(trx);
  const draft = known.drafts.find((one) => one.type === type && one.key === key);
  if (!draft) throw new Error(`There is no draft ${type} "${key}". Save it first.`);
  return publish(trx, known, [draft], given);
}

/** Publishes every draft, e.g. of a tenant just provisioned. */
export async function publishAll(trx: Trx, given: Publisher & Steps): Promise<PublishOutcome> {
  await lockPublishing(trx);
  const known = await readDefinitions(trx);
  return publish(trx, known, known.drafts, given);
}

/** What a publish of this draft would find. `source`: what stands in the editor, instead of the saved draft. */
export async function checkDefinition(
  trx: Trx,
  { type, key, source, steps }: { type: DefinitionType; key: string; source?: string } & Steps,
): Promise<Finding[]> {
  const known = await readDefinitions(trx);
  const text = source ?? known.drafts.find((one) => one.type === type && one.key === key)?.source;
  if (text === undefined) throw new Error(`There is no draft ${type} "${key}". Save it first.`);
  return (await prepare(known, [{ type, key, source: text }], steps)).findings;
}

/** The process graphs as they would be if this draft were published now; none where it cannot be. */
export async function graphsWith(trx: Trx, { key, steps }: { key: string } & Steps): Promise<Graph[]> {
  const known = await readDefinitions(trx);
  const draft = known.drafts.find((one) => one.type === 'decision' && one.key === key);
  return draft ? (await prepare(known, [draft], steps)).graphs : [];
}

async function publish(trx: Trx, known: Definitions, chosen: Source[], { by, comment, steps }: Publisher & Steps): Promise<PublishOutcome> {
  const { findings: found, graphs } = await prepare(known, chosen, steps);
  if (found.some((finding) => finding.severity === 'error')) return { published: [], findings: found, ok: false };
  const published: PublishedVersion[] = [];
  const write = async (source: Source, graph: Graph | null) => {
    const last = known.published.find((one) => one.type === source.type && one.key === source.key);
    const version = await writeVersion(trx, { source, last, graph, by, comment });
    if (version) published.push(version);
  };
  for (const source of chosen) if (source.type !== 'process') await write(source, null);
  const sources = setWith(known, chosen).processes;
  for (const graph of graphs) await write({ type: 'process', key: graph.process, source: sources[graph.process] ?? '' }, graph);
  return { published, findings: found, ok: true };
}

/** Checks what is chosen and compiles every process that it touches, called ones first. */
async function prepare(known: Definitions, chosen: Source[], steps: StepDescription[]): Promise<{ findings: Finding[]; graphs: Graph[] }> {
  const set = setWith(known, chosen);
  const found: Finding[] = [];
  for (const { type, key, source } of chosen) {
    if (type === 'decision') found.push(...(await checkDecision(source, key, set.decisions)));
    if (type === 'form') found.push(...checkForm(source, key));
    if (type === 'process') found.push(...(await lint(source, key)));
  }
  const calls = await callsIn(set);
  const order = callOrder(calls);
  if ('circle' in order) return { findings: [...found, circleFinding(order.circle)], graphs: [] };
  const touched = withCallers(calls, await directlyTouched(known, chosen));
  const made = new Map(known.graphs);
  const graphs: Graph[] = [];
  for (const process of order.order.filter((key) => touched.has(key))) {
    const compiled = await compile({ set, process, steps, resolveProcess: (key) => made.get(key) ?? null });
    found.push(...compiled.findings);
    if (!compiled.graph) continue;
    made.set(process, compiled.graph);
    graphs.push(compiled.graph);
  }
  return { findings: found, graphs };
}

async function callsIn(set: DefinitionSet): Promise<Map<string, string[]>> {
  const calls = await Promise.all(Object.entries(set.processes).map(async ([key, xml]) => [key, await callsOf(xml)] as const));
  return new Map(calls);
}

/** The chosen processes, and the published ones whose graph holds a chosen table or form. */
async function directlyTouched(known: Definitions, chosen: Source[]): Promise<string[]> {
  const forms = chosen.filter((one) => one.type === 'form').map((one) => one.key);
  const tables = chosen.filter((one) => one.type === 'decision');
  // What the file held before counts too: a process that names a decision taken out of it must not go on unnoticed.
  const before = known.published.filter((one) => one.type === 'decision' && tables.some((table) => table.key === one.key));
  const decisions = (await Promise.all([...tables, ...before].map(({ source }) => decisionKeys(source)))).flat();
  const naming = [...known.graphs.values()].filter(
    (graph) => forms.some((form) => Object.hasOwn(graph.forms, form)) || decisions.some((id) => Object.hasOwn(graph.decisions, id)),
  );
  return [...chosen.filter((one) => one.type === 'process').map((one) => one.key), ...naming.map((graph) => graph.process)];
}

/** One publish of a tenant at a time: version numbers have no gaps, and a graph never names a table that just changed. */
async function lockPublishing(trx: Trx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('publish ' || current_tenant()::text, 0))`.execute(trx);
}
