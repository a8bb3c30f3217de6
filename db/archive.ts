import { sql } from 'kysely';
import { json, type Trx } from './client.ts';
import type { Actor } from './schema.ts';

export interface NewArchiveEntry {
  tenant: string;
  request: string;
  at: Date;
  actor: Actor;
}

/** Writes a request's record, chained to the tenant's previous entry so that a later change shows, and its line in the timeline. The chain is held until the commit. */
export async function writeArchiveEntry(trx: Trx, { tenant, request, at, actor }: NewArchiveEntry): Promise<void> {
  const content = json(await recordOf(trx, request));
  await Promise.all([
    // One chain a tenant: entries are written one after another. Taken last, the lock is held for as long as the commit takes.
    sql`select pg_advisory_xact_lock(hashtextextended(${`archive ${tenant}`}, 0))`.execute(trx),
    // A statement of its own, so that it sees the entry that the lock waited for.
    sql`with given as (select ${content}::text as content, (select sha256 from archive_entry order by seq desc limit 1) as previous),
      entry as (insert into archive_entry (request, content, sha256, previous)
        select ${request}::uuid, content::json, encode(sha256(convert_to(concat(previous, content), 'UTF8')), 'hex'), previous from given returning sha256)
      insert into timeline (request, kind, data, actor, at)
        select ${request}::uuid, 'archived', jsonb_build_object('sha256', sha256), ${json(actor)}::jsonb, ${at}::timestamptz from entry`.execute(
      trx,
    ),
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
