import type { Variables } from '../../domain/process/types.ts';
import type { Work } from '../work.ts';
import { accepted, type Handled } from './event.ts';
import { refused } from './request-migrated.ts';

/**
 * What the request was handled by has changed: the decisions by which its process found its handling and its service level are made again
 * (commands/reconsidered.ts).
 */
export function reconsider({ request }: Work, variables: Variables): Handled {
  if (request.state?.status !== 'running') return refused({ code: 'request-closed' });
  const results = { handling: null, serviceLevel: request.clocks?.table ?? null };
  return { engine: { type: 'reconsider', variables, results }, answer: accepted };
}
