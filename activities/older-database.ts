import type { Client } from '@temporalio/client';
import type { Db } from '../db/client.ts';
import { markOf } from '../db/stuck.ts';
import type { Mark } from '../workflows/contracts.ts';

const remedy =
  'This database is older than what Temporal has run with: was a backup put back? Run "npm run reconcile -- --restored" before any worker, so that nothing is sent twice.';

/** @throws Error where the sweeper last ran on a newer database than this one. */
export async function refuseOlderDatabase(client: Client, db: Db): Promise<void> {
  const before = await lastMark(client);
  if (before && isOlder(await markOf(db), before)) throw new Error(remedy);
}

/** A raised generation is a new beginning, whatever was counted before. */
export const isOlder = (now: Mark, before: Mark): boolean =>
  now.generation < before.generation || (now.generation === before.generation && now.events < before.events);

/** What the sweeper's last whole round has told; null where there was none. */
async function lastMark(client: Client): Promise<Mark | null> {
  for await (const { workflowId, runId, status } of client.workflow.list({ query: `WorkflowType = 'sweeper'`, pageSize: 20 })) {
    if (status.name !== 'COMPLETED') continue;
    const mark = (await client.workflow.getHandle(workflowId, runId).result()) as Mark | undefined;
    return mark ?? null;
  }
  return null;
}
