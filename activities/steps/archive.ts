import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { Type } from 'typebox';
import { json, type Trx } from '../../db/client.ts';
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
  work.atEnd(() => writeEntry(work));
}

async function writeEntry({ trx, tenant, request, at, actor }: Work): Promise<void> {
  const content = json(await recordOf(trx, request.id));
  // One chain a tenant: entries are written one after another. Taken last, the lock is held for as long as the commit takes.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`archive ${tenant}`}, 0))`.execute(trx);
  const last = await trx.selectFrom('archive_entry').select('sha256').orderBy('seq', 'desc').limit(1).executeTakeFirst();
  const sha256 = createHash('sha256')
    .update(last?.sha256 ?? '')
    .update(content)
    .digest('hex');
  await Promise.all([
    trx
      .insertInto('archive_entry')
      .values({ request: request.id, content, sha256, previous: last?.sha256 ?? null })
      .execute(),
    trx
      .insertInto('timeline')
      .values({ request: request.id, kind: 'archived', data: json({ sha256 }), actor: json(actor), at })
      .execute(),
  ]);
}

async function recordOf(trx: Trx, request: string) {
  const [head, messages, originals, events] = await Promise.all([
    trx
      .selectFrom('request')
      .select(['number', 'kind', 'channel', 'graph', 'created_at'])
      .where('id', '=', request)
      .executeTakeFirstOrThrow(),
    trx
      .selectFrom('message')
      .select([
        'id',
        'type',
        'channel',
        'rfc_message_id',
        'created_at',
        sql<string>`encode(sha256(convert_to(text, 'UTF8')), 'hex')`.as('sha256'),
      ])
      .where('request', '=', request)
      .orderBy('created_at')
      .execute(),
    trx
      .selectFrom('inbound_mail')
      .select(['id', 'sha256', 'message_id', 'received_at'])
      .where('request', '=', request)
      .orderBy('seq')
      .execute(),
    trx
      .selectFrom('request_event')
      .select(['id', 'kind', 'revision', 'position', 'occurred_at'])
      .where('request', '=', request)
      .orderBy('seq')
      .execute(),
  ]);
  return { head, messages, originals, events };
}
