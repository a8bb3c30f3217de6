import type { Position } from '../process/types.ts';
import type { Awaited } from './clocks.ts';

/** We wait for the customer where nobody has a task; for an expert, as long as one is asked. */
export function waitsAt({ tasks, steps, incidents, messages }: Position): Set<Awaited> {
  const waits = new Set<Awaited>();
  const isWaitedFor = (name: string) => messages.some((message) => message.name === name);
  if (tasks.length + steps.length + incidents.length === 0 && isWaitedFor('customer-replied')) waits.add('customer');
  if (isWaitedFor('expert-answered')) waits.add('expert');
  return waits;
}
