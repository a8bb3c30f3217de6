import { fileDangerOf } from '../../../domain/mail/file-danger.ts';
import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Trx } from '../../../db/client.ts';
import { type OpenedRequest, openRequest } from '../../../db/requests.ts';
import type { Language } from '../language.ts';
import { type Entry, type Upload, uploadLimits, value } from './entry.ts';
import type { ContactKind } from './kinds.ts';
import type { Receipt } from './views.ts';

/** 32 random bytes: names one filled-in form, in the browser only. */
export const newFormToken = (): string => randomBytes(32).toString('base64url');
export const isFormToken = (text: string | undefined): text is string => /^[A-Za-z0-9_-]{43}$/.test(text ?? '');

export interface KeptForm {
  id: string;
  /** Set once it was sent. */
  request: string | null;
}

/** The row of this form, locked: two sendings at once are one after the other. Forms that nobody sent are gone after a day. */
export async function keepForm(trx: Trx, token: string): Promise<KeptForm> {
  await trx
    .deleteFrom('contact_form')
    .where('request', 'is', null)
    .where('created_at', '<', sql<Date>`now() - interval '1 day'`)
    .execute();
  const token_hash = hash(token);
  await trx
    .insertInto('contact_form')
    .values({ token_hash })
    .onConflict((conflict) => conflict.column('token_hash').doNothing())
    .execute();
  return trx
    .selectFrom('contact_form')
    .select(['id', 'request'])
    .where('token_hash', '=', token_hash)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

/** Keeps new files and drops those whose box was ticked. @returns what is kept now, and the names that were one too many. */
export async function keepUploads(trx: Trx, form: string, entry: Entry): Promise<{ kept: KeptUpload[]; tooMany: string[] }> {
  const removed = Object.keys(entry.fields).flatMap((name) => /^remove-([0-9a-f-]{36})$/.exec(name)?.[1] ?? []);
  if (removed.length > 0) await trx.deleteFrom('contact_upload').where('form', '=', form).where('id', 'in', removed).execute();
  const before = await uploadsOf(trx, form);
  const room = Math.max(0, uploadLimits.files - before.length);
  await insertUploads(trx, form, entry.uploads.slice(0, room));
  return { kept: await uploadsOf(trx, form), tooMany: entry.uploads.slice(room).map((upload) => upload.filename) };
}

export interface KeptUpload {
  id: string;
  filename: string;
  size: number;
}

/** Makes the request. The files become attachments of its first message. */
export async function openFromForm(
  trx: Trx,
  { form, kind, entry, language }: { form: string; kind: ContactKind & { title: string }; entry: Entry; language: Language },
): Promise<OpenedRequest> {
  const mailbox = await trx
    .selectFrom('mailbox')
    .select('id')
    .where('active', '=', true)
    .orderBy(sql`topic is not null`)
    .orderBy('id')
    .executeTakeFirst();
  const files = await trx.selectFrom('contact_upload').selectAll().where('form', '=', form).orderBy('id').execute();
  const order = value(entry, 'fact-order');
  const subject = order ? `${kind.title} (${order})` : kind.title;
  const opened = await openRequest(trx, {
    channel: 'form',
    subject,
    language,
    kind: kind.key,
    mailbox: mailbox?.id ?? null,
    requester: { name: value(entry, 'name').slice(0, 120), address: value(entry, 'address') },
    message: {
      subject,
      text: messageText(kind, entry, language),
      language,
      attachments: files.map((file) => ({
        filename: file.filename,
        contentType: file.content_type,
        content: file.content,
        danger: fileDangerOf(file),
      })),
    },
    key: `contact:${form}`,
  });
  await trx.updateTable('contact_form').set({ request: opened.request }).where('id', '=', form).execute();
  await trx.deleteFrom('contact_upload').where('form', '=', form).execute();
  return opened;
}

/** What the agent reads: the facts, one a line, then the customer's own words. */
export function messageText(kind: ContactKind, entry: Entry, language: Language): string {
  const facts = kind.facts.flatMap((fact) => {
    const given = value(entry, `fact-${fact.key}`);
    if (given === '') return [];
    const chosen = fact.options?.find((option) => option.value === given);
    return [`${fact.label[language]}: ${chosen ? chosen.label[language] : given}`];
  });
  const message = value(entry, 'message').replaceAll('\r\n', '\n');
  return facts.length > 0 ? `${facts.join('\n')}\n\n${message}` : message;
}

/** What has become of a sent form; null where nothing was sent with this token. */
export async function receiptOf(trx: Trx, token: string): Promise<(Omit<Receipt, 'kind'> & { kind: string }) | null> {
  const row = await trx
    .selectFrom('contact_form')
    .innerJoin('request', 'request.id', 'contact_form.request')
    .select(['request.id', 'request.number', 'request.kind', 'request.created_at'])
    .where('contact_form.token_hash', '=', hash(token))
    .executeTakeFirst();
  if (!row) return null;
  const promise = await trx
    .selectFrom('promise')
    .select('due_at')
    .where('request', '=', row.id)
    .where('state', '=', 'open')
    .orderBy('due_at')
    .executeTakeFirst();
  const isFresh = Date.now() - row.created_at.getTime() < 60 * 60_000;
  return {
    number: row.number,
    kind: row.kind,
    arrivedAt: row.created_at,
    answerBy: promise?.due_at ?? null,
    content: isFresh ? await firstMessage(trx, row.id) : null,
  };
}

/** The text as it was sent and the request's number, to tell a second click from a second message. */
export async function sentText(trx: Trx, request: string): Promise<{ number: string; text: string }> {
  const { number } = await trx.selectFrom('request').select('number').where('id', '=', request).executeTakeFirstOrThrow();
  return { number, text: (await firstMessage(trx, request)).text };
}

async function firstMessage(trx: Trx, request: string): Promise<{ text: string; files: string[] }> {
  const message = await trx
    .selectFrom('message')
    .select(['id', 'text'])
    .where('request', '=', request)
    .orderBy('id')
    .executeTakeFirstOrThrow();
  const files = await trx.selectFrom('attachment').select('filename').where('message', '=', message.id).orderBy('id').execute();
  return { text: message.text, files: files.map((file) => file.filename) };
}

function uploadsOf(trx: Trx, form: string): Promise<KeptUpload[]> {
  return trx.selectFrom('contact_upload').select(['id', 'filename', 'size']).where('form', '=', form).orderBy('id').execute();
}

async function insertUploads(trx: Trx, form: string, uploads: Upload[]): Promise<void> {
  if (uploads.length === 0) return;
  const rows = uploads.map(({ filename, contentType, content }) => ({
    form,
    filename,
    content_type: contentType,
    size: content.length,
    content,
  }));
  await trx.insertInto('contact_upload').values(rows).execute();
}

const hash = (token: string): Buffer => createHash('sha256').update(token).digest();
