import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { beforeAll, expect, it } from 'vitest';

/*
 * Workflows that run while a new release is put in place are replayed by its code: it must give the same commands. Where this fails, either take the change back, or let old
 * histories go their old way with `patched()` (and record new ones besides). Before the first release, when nothing runs anywhere, they may be recorded anew:
 *   RECORD_HISTORIES=1 vitest run tests/workflows/request.test.ts
 */
const folder = path.join(import.meta.dirname, 'histories');
const names = readdirSync(folder).filter((file) => file.endsWith('.json'));

let workflowBundle: WorkflowBundleWithSourceMap;
beforeAll(async () => {
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    shutdownSignals: [],
    telemetryOptions: { logging: { filter: 'error', forward: {} } },
  });
  workflowBundle = await bundleWorkflowCode({
    workflowsPath: path.join(import.meta.dirname, '..', '..', 'workflows', 'index.ts'),
    logger: new DefaultLogger('WARN'),
  });
}, 60_000);

const read = (name: string): { events: { eventType: string; eventId: string }[] } =>
  JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as ReturnType<typeof read>;

it.each(names)('today’s code goes the way of %s', async (name) => {
  await Worker.runReplayHistory({ workflowBundle }, historyFromJSON(read(name)));
});

it('would notice another way', async () => {
  const history = read('reminded.json');
  const timer = history.events.find(({ eventType }) => eventType === 'EVENT_TYPE_TIMER_STARTED');
  const without = history.events.filter((event) => event !== timer && event.eventType !== 'EVENT_TYPE_TIMER_FIRED');
  without.forEach((event, index) => (event.eventId = String(index + 1)));
  expect(timer).toBeDefined();
  await expect(Worker.runReplayHistory({ workflowBundle }, historyFromJSON({ events: without }))).rejects.toThrow();
});
