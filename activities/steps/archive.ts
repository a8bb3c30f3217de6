import { Type } from 'typebox';
import { writeArchiveEntry } from '../../db/archive.ts';
import type { Work } from '../work.ts';
import { transactionStep } from './step.ts';

/**
 * Closes the record: what was said and done, with the digests of every original, chained to the tenant's previous entry so that a later change shows.
 */
export const archive = transactionStep({
  id: 'archive',
  title: { de: 'Archivieren', en: 'Archive' },
  input: Type.Object({}),
  output: Type.Object({}),
  run(work) {
    archiveRequest(work);
    return Promise.resolve({});
  },
});

/** Takes the request for archived; its entry is written last, when every event of this transaction has its revision. */
export function archiveRequest(work: Work): void {
  work.patch({ archived_at: work.at });
  const { trx, tenant, request, at, actor } = work;
  work.atEnd(() => writeArchiveEntry(trx, { tenant, request: request.id, at, actor }));
}
