import { sql } from 'kysely';
import type { FileDanger } from '../domain/mail/file-danger.ts';
import type { Authentication, Protection } from '../domain/mail/types.ts';
import type { Json } from '../domain/process/types.ts';
import { json, type Trx } from './client.ts';
import type { DelayReason } from '../domain/mail/next-try.ts';
import type { MessageType, OutboxState, RefusedRecipient } from './schema.ts';

export interface MessageRow {
  id: string;
  type: MessageType;
  channel: string;
  author: { account: string | null; name: string | null };
  from: string | null;
  to: string[];
  cc: string[];
  subject: string | null;
  text: string;
  quotedFrom: number | null;
  hasHtml: boolean;
  language: string | null;
  consultation: string | null;
  createdAt: Date;
  /** Its mail is in the ledger, byte for byte. */
  hasOriginal: boolean;
  /** Its HTML wants pictures from elsewhere. */
  hasRemoteContent: boolean;
  protection: Protection | null;
  authentication: Authentication | null;
  attachments: { id: string; filename: string; contentType: string; size: number; inline: boolean; danger: FileDanger | null }[];
  delivery: Delivery | null;
  /** An answer that has not gone out: whoever wrote it may take it back. */
  held: { until: string; scheduled: boolean; inDoubt: boolean; by: string } | null;
}

export interface Delivery {
  id: string;
  state: OutboxState;
  response: string | null;
  error: string | null;
  settledAt: string | null;
  /** Of a prepared one that waits: until when, why, and after how many tries. */
  notBefore: string | null;
  delay: DelayReason | null;
  tries: number;
  refused: RefusedRecipient[];
  /** A report says that it did not arrive. */
  bounced: { hard: boolean; status: string | null } | null;
}

/** What a reply must have seen: notes and our own automatic mails move no conversation on. */
const conversation = sql<boolean>`m.type in ('customer', 'agent', 'expert-answer') and m.withdrawn_at is null`;

/** Its own messages and those of requests that were merged into it. */
const belongsTo = (request: string) =>
  sql`(m.request = ${request} or m.request in (select p.id from request p where p.merged_into = ${request}))`;

/** Oldest first; of very long conversations the newest 500. */
export function messagesOf(trx: Trx, request: string): Promise<MessageRow[]> {
  return select(trx, sql`${belongsTo(request)} and m.withdrawn_at is null`);
}

/** Newer messages of the conversation than the one that was seen. */
export function newerMessages(trx: Trx, request: string, seen: string | null): Promise<MessageRow[]> {
  const isSeen = sql`exists (select 1 from message s where s.id = ${seen} and s.request = m.request and (m.created_at, m.id) <= (s.created_at, s.id))`;
  return select(trx, sql`m.request = ${request} and ${conversation} and not ${isSeen}`);
}

/** Whom the customer's newest mail copied in, the customer included: who a reply goes to. */
export async function copiedIn(trx: Trx, request: string): Promise<string[]> {
  const row = await trx
    .selectFrom('message')
    .select(['from_address', 'cc_addresses'])
    .where('request', '=', request)
    .where('type', '=', 'customer')
    .where('withdrawn_at', 'is', null)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? [...(row.from_address === null ? [] : [row.from_address]), ...row.cc_addresses] : [];
}

export async function lastOfConversation(trx: Trx, request: string): Promise<string | null> {
  const { rows } = await sql<{
    id: string;
  }>`select m.id from message m where m.request = ${request} and ${conversation} order by m.created_at desc, m.id desc limit 1`.execute(
    trx,
  );
  return rows[0]?.id ?? null;
}

/** What the writer of a message had seen: nobody sends past something new. */
export async function lastBefore(trx: Trx, { request, message }: { request: string; message: string }): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`select m.id from message m join message held on held.id = ${message}
    where m.request = ${request} and ${conversation} and (m.created_at, m.id) < (held.created_at, held.id) order by m.created_at desc, m.id desc limit 1`.execute(
    trx,
  );
  return rows[0]?.id ?? null;
}

async function select(trx: Trx, where: ReturnType<typeof sql>): Promise<MessageRow[]> {
  const { rows } = await sql<MessageRow>`
    select m.id, m.type, m.channel, json_build_object('account', m.author_account, 'name', coalesce(a.name, m.author_name)) as author, m.from_address as "from",
      m.to_addresses as "to", m.cc_addresses as cc, m.subject, m.text, m.quoted_from as "quotedFrom", m.html is not null as "hasHtml", exists (select 1 from inbound_mail i where i.message = m.id) as "hasOriginal", m.remote_content as "hasRemoteContent", m.protection, m.authentication, m.language, m.consultation, m.created_at as "createdAt",
      (select coalesce(json_agg(json_build_object('id', f.id, 'filename', f.filename, 'contentType', f.content_type, 'size', f.size, 'inline', f.inline, 'danger', f.danger) order by f.id), '[]')
        from attachment f where f.message = m.id) as attachments,
      (select json_build_object('id', o.id, 'state', o.state, 'response', o.response, 'error', o.error, 'settledAt', o.settled_at, 'notBefore', o.not_before, 'delay', o.delay,
          'tries', o.tries, 'refused', o.refused, 'bounced', (select json_build_object('hard', coalesce((b.data ->> 'hard')::boolean, false), 'status', b.data ->> 'status') from timeline b
            where b.request = m.request and b.kind = 'mail-bounced' and b.data ->> 'outbox' = o.id::text order by b.seq desc limit 1))
        from outbox o where o.message = m.id order by o.seq desc limit 1) as delivery,
      (select json_build_object('until', h.not_before, 'scheduled', h.scheduled, 'inDoubt', h.in_doubt, 'by', h.account) from held_reply h where h.message = m.id) as held
    from message m left join account a on a.id = m.author_account where ${where} order by m.created_at desc, m.id desc limit 500`.execute(
    trx,
  );
  return rows.reverse();
}

export function htmlOf(trx: Trx, message: string) {
  return trx.selectFrom('message').select(['id', 'html', 'text']).where('id', '=', message).executeTakeFirst();
}

/** The mail as it came; undefined where the message came by no mail. */
export function originalOf(trx: Trx, message: string) {
  return trx.selectFrom('inbound_mail').select('raw').where('message', '=', message).executeTakeFirst();
}

/** Pictures that a mail's HTML shows by Content-ID. @param most bytes of all together. */
export async function inlinePictures(trx: Trx, message: string, most: number): Promise<{ contentId: string; content: Buffer }[]> {
  const rows = await trx
    .selectFrom('attachment')
    .select(['content_id', 'content', 'size'])
    .where('message', '=', message)
    .where('content_id', 'is not', null)
    .where('size', '<=', most)
    .orderBy('size')
    .limit(50)
    .execute();
  let sum = 0;
  return rows.flatMap(({ content_id, content, size }) =>
    (sum += size) <= most && content_id !== null ? [{ contentId: content_id, content }] : [],
  );
}

export function attachmentById(trx: Trx, id: string) {
  return trx
    .selectFrom('attachment')
    .select(['filename', 'content'])
    .where('id', '=', id)
    .where('message', 'is not', null)
    .executeTakeFirst();
}

export type DraftType = 'reply' | 'note' | 'question';

export async function draftsOf(trx: Trx, { request, account }: { request: string; account: string }) {
  const { rows } = await sql<{ type: DraftType; account: { id: string; name: string }; content: Json; updatedAt: Date; outdated: boolean }>`
    select d.type, json_build_object('id', a.id, 'name', a.name) as account, d.content, d.updated_at as "updatedAt",
      exists (select 1 from message m where m.request = d.request and ${conversation} and m.created_at > d.updated_at) as outdated
    from draft d join account a on a.id = d.account where d.request = ${request} order by d.updated_at desc`.execute(trx);
  return { mine: rows.filter((row) => row.account.id === account), others: rows.filter((row) => row.account.id !== account) };
}

export async function draftOf(
  trx: Trx,
  { request, account, type }: { request: string; account: string; type: DraftType },
): Promise<Record<string, Json> | null> {
  const row = await trx
    .selectFrom('draft')
    .select('content')
    .where('request', '=', request)
    .where('account', '=', account)
    .where('type', '=', type)
    .executeTakeFirst();
  return row && typeof row.content === 'object' && row.content !== null && !Array.isArray(row.content) ? row.content : null;
}

/** @returns when it was saved, and whether the draft is new (then others learn that somebody writes). */
export async function saveDraft(
  trx: Trx,
  draft: { account: string; request: string; type: DraftType; content: Json },
): Promise<{ updatedAt: Date; isNew: boolean }> {
  const at = new Date();
  const { rows } = await sql<{ is_new: boolean }>`
    insert into draft (account, request, type, content, updated_at) values (${draft.account}, ${draft.request}, ${draft.type}, ${json(draft.content)}::jsonb, ${at})
    on conflict (account, request, type) do update set content = excluded.content, updated_at = excluded.updated_at returning xmax = 0 as is_new`.execute(
    trx,
  );
  return { updatedAt: at, isNew: rows[0]?.is_new ?? false };
}

export async function deleteDraft(
  trx: Trx,
  { account, request, type }: { account: string; request: string; type: DraftType },
): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('draft')
    .where('account', '=', account)
    .where('request', '=', request)
    .where('type', '=', type)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
