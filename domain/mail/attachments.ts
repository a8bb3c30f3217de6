import type { Attachment } from 'postal-mime';
import type { MailAttachment } from './types.ts';

const EXTENSIONS: Record<string, string> = {
  'message/rfc822': 'eml',
  'message/delivery-status': 'txt',
  'text/plain': 'txt',
  'text/html': 'html',
  'text/calendar': 'ics',
  'application/pdf': 'pdf',
  'application/ms-tnef': 'dat',
  'image/jpeg': 'jpg',
};

/** An attachment of the parser in our shape, under a name that is safe to offer for download. */
export function attachmentOf(part: Attachment): MailAttachment {
  const content = bytesOf(part.content);
  const contentType = /^[\w.+-]+\/[\w.+-]+$/.test(part.mimeType) ? part.mimeType : 'application/octet-stream';
  return {
    filename: safeName(part.filename ?? '') || `unnamed.${EXTENSIONS[contentType] ?? endingOf(contentType)}`,
    contentType,
    size: content.byteLength,
    contentId: part.contentId?.replace(/^<|>$/g, '') || null,
    disposition: part.disposition === 'inline' || part.related === true ? 'inline' : 'attachment',
    content,
  };
}

/** No folders, no control or direction characters, no leading dots, at most 150 characters with the ending kept. */
function safeName(name: string): string {
  const plain = (name.split(/[/\\]/).at(-1) ?? '')
    .replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069<>:"|?*]/gu, '')
    .replace(/^[.\s]+|[.\s]+$/g, '')
    .toWellFormed();
  if (plain.length <= 150) return plain;
  const ending = /\.[^.]{1,10}$/.exec(plain)?.[0] ?? '';
  return plain.slice(0, 150 - ending.length) + ending;
}

function endingOf(contentType: string): string {
  const ending = contentType.split('/')[1] ?? '';
  return /^[a-z0-9]{1,5}$/.test(ending) ? ending : 'bin';
}

function bytesOf(content: Attachment['content']): Uint8Array {
  if (typeof content === 'string') return new TextEncoder().encode(content);
  return content instanceof Uint8Array ? content : new Uint8Array(content);
}
