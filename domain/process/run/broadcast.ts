import type { Variables } from '../types.ts';
import { fire } from './fire.ts';
import type { Run } from './run.ts';

/** Brings a signal to every subscription of the request that exists at this moment, the oldest first. Whether there was one. */
export function broadcast(run: Run, name: string, variables: Variables): boolean {
  const open = Object.entries(run.state.on).flatMap(([id, { wait }]) => (wait?.for === 'signal' && wait.name === name ? [id] : []));
  // One that interrupts may end the next one.
  for (const id of open) if (run.state.on[id]?.wait) fire(run, id, variables);
  return open.length > 0;
}
