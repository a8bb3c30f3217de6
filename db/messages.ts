import { v7 as uuidv7 } from 'uuid';
import { json, type Trx } from './client.ts';
import type { FileDanger } from '../domain/mail/file-danger.ts';
import type { Authentication, Protection } from '../domain/mail/types.ts';
import type { Channel, MessageType } from './schema.ts';

export interface NewAttachment {
  danger?: FileDanger | null;
  filename: string;
  contentType: string;
  contentId?: string | null;
  inline?: boolean;
  content: Uint8Array;
}

export interface NewMessage {
  /** Absent: a new one. */
  id?: string;
  request: string;
  type: MessageType;
  channel: Channel;
  author?: { account?: string | null; name?: string | null; address?: string | null };
  to?: string[];
  cc?: string[];
  subject?: string | null;
  text: string;
  html?: string | null;
  /** Index into `text` where the quoted part starts. */
  quotedFrom?: number | null;
  language?: string | null;
  rfcMessageId?: string | null;
  remoteContent?: boolean;
  protection?: Protection | null;
  authentication?: Authentication | null;
  consultation?: string | null;
  attachments?: NewAttachment[];
  /** Absent: now. */
  createdAt?: Date;
}

/** A text search vector ends at 1 MB; three of them share this text. What is cut stands in the original. */
const longestText = 100_000;

/** Writes a message with its attachments, in one packet. @returns its id. */
export async function insertMessage(trx: Trx, message: NewMessage): Promise<string> {
  const { id = uuidv7(), attachments = [] } = message;
  await Promise.all([insertText(trx, id, message), insertAttachments(trx, id, attachments)]);
  return id;
}

async function insertText(trx: Trx, id: string, message: NewMessage): Promise<void> {
  const { author = {} } = message;
  const isCut = message.text.length > longestText;
  await trx
    .insertInto('message')
    .values({
      id,
      request: message.request,
      type: message.type,
      channel: message.channel,
      author_account: author.account ?? null,
      author_name: author.name || null,
      from_address: author.address || null,
      to_addresses: message.to ?? [],
      cc_addresses: message.cc ?? [],
      subject: message.subject ?? null,
      text: isCut ? `${message.text.slice(0, longestText).toWellFormed()}\n\n[…]` : message.text,
      html: message.html ?? null,
      quoted_from:
        message.quotedFrom !== undefined && message.quotedFrom !== null && message.quotedFrom < longestText ? message.quotedFrom : null,
      language: message.language ?? null,
      rfc_message_id: message.rfcMessageId ?? null,
      remote_content: message.remoteContent ?? false,
      protection: message.protection ?? null,
      authentication: message.authentication ? json(message.authentication) : null,
      consultation: message.consultation ?? null,
      ...(message.createdAt ? { created_at: message.createdAt } : {}),
    })
    .execute();
}

async function insertAttachments(trx: Trx, message: string, attachments: NewAttachment[]): Promise<void> {
  if (attachments.length === 0) return;
  await trx
    .insertInto('attachment')
    .values(
      attachments.map((one) => ({
        message,
        filename: one.filename,
        content_type: one.contentType,
        size: one.content.byteLength,
        content_id: one.contentId ?? null,
        inline: one.inline ?? false,
        danger: one.danger ?? null,
        content: Buffer.from(one.content.buffer, one.content.byteOffset, one.content.byteLength),
      })),
    )
    .execute();
}
