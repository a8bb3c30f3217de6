import type { Trx } from '../../db/client.ts';
import { countOpen, publishedTables } from '../../db/open-levels.ts';
import { decisionFor } from '../../domain/process/decision-for.ts';
import type { Graph } from '../../domain/process/types.ts';
import { decisionIds } from '../definitions/decision-ids.ts';
import { inForce } from './preview-table.ts';

/** The tables by which new requests get their service level, one a process that decides one. */
export async function tablesInForce(trx: Trx) {
  const [graphs, published] = [await inForce(trx), await publishedTables(trx)];
  const items = [];
  for (const graph of graphs) {
    const { decision = '' } = decisionFor(graph, 'serviceLevel') ?? {};
    const holder = published.find(({ source }) => decisionIds(source).includes(decision));
    const { requests, earlier } = await countOpen(trx, { process: graph.process, graph: graph.hash });
    items.push({
      process: { key: graph.process, name: graph.name },
      table: holder ? { key: holder.key, title: holder.title, number: holder.number, publishedAt: holder.publishedAt } : null,
      ...columnsOf(graph, decision),
      requests,
      earlierVersion: earlier,
    });
  }
  return items;
}

/** A decision that is no table has no columns to show. */
function columnsOf({ decisions }: Graph, decision: string) {
  const logic = decisions[decision]?.logic;
  if (logic?.type !== 'table') return { inputs: [], outputs: [], rules: [] };
  return {
    inputs: logic.inputs.map(({ label, feel }) => ({ label, feel })),
    outputs: logic.outputs.map(({ name }) => ({ name })),
    rules: logic.rules.map(({ id, tests, outputs }) => ({ id, tests, outputs })),
  };
}
