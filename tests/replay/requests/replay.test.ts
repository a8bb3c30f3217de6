import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { load } from '../../../domain/process/load.ts';
import { type RecordedRequest, replay } from '../../../domain/process/replay/replay.ts';
import type { Graph } from '../../../domain/process/types.ts';

/*
 * Requests that an earlier release has recorded, with their graphs: today's engine must answer them in the same way, or requests that run would go another way after an
 * update than they had gone before. Where this fails, take the change back or let graphs of the old sort go their old way. Before the first release, when nothing runs
 * anywhere, they may be recorded anew:
 *   RECORD_REQUESTS=1 vitest run --project database tests/activities/advance/replay.test.ts
 */
const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.json'));

it.each(files)('today’s engine answers %s as it was recorded', (file) => {
  const text = readFileSync(path.join(import.meta.dirname, file), 'utf8');
  const { graphs, recorded } = JSON.parse(text) as { graphs: Graph[]; recorded: RecordedRequest };
  const executables = new Map(graphs.map((graph) => [graph.hash, load(graph)]));
  expect(replay((hash) => executables.get(hash)!, recorded)).toBeNull();
});
