import type { Client } from '@temporalio/client';
import { wake } from '../workflows/deliver.ts';

/** Delivers a committed event without waiting for what becomes of it. */
export type DeliverEvent = (event: { tenant: string; request: string; event: string }) => Promise<unknown>;

export function createDeliverEvent(client: Client, generation: () => Promise<number>): DeliverEvent {
  return async (event) => wake(client, { ...event, generation: await generation() });
}
