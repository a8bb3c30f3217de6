import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { Type } from 'typebox';
import { asTenant, json, type Trx } from '../../db/client.ts';
import { jobStep } from './step.ts';

/**
 * Closes the record: what was said and done, with the digests of every original, chained to the tenant's previous entry so that a later change shows.
 * Run again it finds its own entry.
 */
export const archive = jobStep({
  id: 'archive',
  title: { de: 'Archivieren', en: 'Archive' },
  input: Type.Object({}),
  output: Type.Object({ sha256: Type.String() }),
  idempotent: true,
  run: ({ db }, { tenant, request, id }) =>
    asTenant(db, tenant, async (trx) => {
      // One chain a tenant: entries are written one after another.
      await sql`select pg_advisory_xact_lock(hashtextextended(${`archive ${tenant}`}, 0))`.execute(trx);
      const mine = await trx
        .selectFrom('archive_entry')
        .select(['sha256'])
        .where('request', '=', request)
        .where(sql`content ->> 'job'`, '=', id)
        .executeTakeFirst();
      if (mine) return { sha256: mine.sha256 };
      const last = await trx.selectFrom('archive_entry').select('sha256').orderBy('seq', 'desc').limit(1).executeTakeFirst();
      const content = { job: id, ...(await recordOf(trx, request)) };
      const text = json(content);
      const sha256 = createHash('sha256')
        .update(last?.sha256 ?? '')
        .update(text)
        .digest('hex');
      await trx
        .insertInto('archive_entry')
        .values({ request, content: text, sha256, previous: last?.sha256 ?? null })
        .execute();
      return { sha256 };
    }),
  apply(work, { sha256 }) {
    work.patch({ archived_at: work.at });
    work.timeline({ kind: 'archived', data: { sha256: sha256 ?? null } });
  },
});

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
