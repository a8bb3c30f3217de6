import { isDeepStrictEqual } from 'node:util';
import { stepDescriptions } from '../../activities/steps/index.ts';
import { termsFrom } from '../../activities/steps/set-deadlines.ts';
import { calendarsOfTopics } from '../../db/calendars.ts';
import type { Trx } from '../../db/client.ts';
import { loadGraph } from '../../db/graphs.ts';
import { type OpenLevel, openLevels, publishedGraphs } from '../../db/open-levels.ts';
import { decisionFor } from '../../domain/process/decision-for.ts';
import type { Graph, Json } from '../../domain/process/types.ts';
import { type Effect, noEffect } from '../../domain/service-level/effect.ts';
import { levelFrom } from '../../domain/service-level/level.ts';
import { type Level, levelOf } from '../../domain/service-level/request-clocks.ts';
import { graphsWith } from '../definitions/publish.ts';
import { deadlineEffect } from './deadline-effect.ts';
import { decideAll } from './decide.ts';

/** What the published table would do to what is open, or a draft of one. @param draft key of the decision table; null: as published */
export async function previewTable(trx: Trx, draft: string | null): Promise<Effect> {
  const graphs = draft === null ? await inForce(trx) : await graphsWith(trx, { key: draft, steps: stepDescriptions });
  let sum: Effect = noEffect;
  for (const graph of graphs) {
    const decision = decisionFor(graph, 'serviceLevel')?.decision;
    if (decision !== undefined) sum = added(sum, await ofProcess(trx, graph, decision));
  }
  return sum;
}

/** The published graphs of processes that decide a service level. */
export async function inForce(trx: Trx): Promise<Graph[]> {
  const graphs: Graph[] = [];
  for (const { hash } of await publishedGraphs(trx)) {
    const graph = await loadGraph(trx, hash);
    if (decisionFor(graph, 'serviceLevel')) graphs.push(graph);
  }
  return graphs;
}

async function ofProcess(trx: Trx, graph: Graph, decision: string): Promise<Effect> {
  const requests = await openLevels(trx, { process: graph.process });
  if (requests.length === 0) return noEffect;
  const given = requests.map(({ variables }) => variables);
  const { decisions, zone, calendars } = graph;
  const asked = { decisions, ...(zone ? { zone } : {}), ...(calendars ? { calendars } : {}) };
  const results = await decideAll({ graph: asked, decision, at: new Date().toISOString(), given });
  const ofTopics = await calendarsOfTopics(trx);
  return deadlineEffect(trx, requests, (request, index) => changed(request, results[index], ofTopics));
}

/** As set-level.ts would set it; null where it stays by the one that it has. */
function changed({ clocks, topic }: OpenLevel, result: Json | undefined, ofTopics: ReadonlyMap<string, string>): Level | null {
  const terms = result === undefined ? '' : termsFrom(result);
  if (typeof terms === 'string') return null;
  const calendar = ofTopics.get(topic ?? '') ?? terms.calendar;
  if (!calendar) return null;
  const level = levelFrom({ ...terms, ...(clocks.priority ? { priority: clocks.priority } : {}) }, calendar);
  return isDeepStrictEqual(levelOf(clocks.moves), level) ? null : level;
}

const added = (a: Effect, b: Effect): Effect => ({
  requests: a.requests + b.requests,
  earlier: a.earlier + b.earlier,
  later: a.later + b.later,
  newlyMissed: a.newlyMissed + b.newlyMissed,
  noLongerMissed: a.noLongerMissed + b.noLongerMissed,
});
