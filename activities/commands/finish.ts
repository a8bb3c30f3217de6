import { releaseBeginning } from '../../db/published-messages.ts';
import { moveClocks } from '../clocks.ts';
import { endPromise } from '../promises.ts';
import { archiveRequest } from '../steps/archive.ts';
import type { CommandRunner } from './command.ts';

/** Nothing may stay open behind a finished process: questions outside are revoked, promises that nobody has to keep any more are taken back (a past one is broken). */
export const finish: CommandRunner<'finished'> = async (work, { outcome }) => {
  const { trx, request, at } = work;
  await work.soon((soon) =>
    soon.updateTable('consultation').set({ state: 'revoked' }).where('request', '=', request.id).where('state', '=', 'open').execute(),
  );
  await endPromise(work, { met: 'cancelled', reason: request.close_reason ?? outcome });
  if (request.channel === 'process') {
    const next = await releaseBeginning(trx, { request: request.id, at });
    if (next) work.deliverLater(next.request, next.event);
  }
  moveClocks(work, { type: outcome === 'completed' ? 'resolved' : 'cancelled' });
  work.patch({ closed_at: at });
  // A process that ran to its end has archived itself by its own step.
  if (!request.archived_at) archiveRequest(work);
  work.timeline({ kind: 'request-closed', data: { outcome } });
  return null;
};
