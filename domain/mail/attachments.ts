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

/** As the programs that know such files call them. */
const KNOWN_NAMES: Record<string, string> = {
  'application/pgp-signature': 'signature.asc',
  'application/pgp-encrypted': 'pgp-version.txt',
  'application/pkcs7-mime': 'smime.p7m',
  'application/x-pkcs7-mime': 'smime.p7m',
  'application/pkcs7-signature': 'smime.p7s',
  'application/x-pkcs7-signature': 'smime.p7s',
};

/** A file of a mail under a name that is safe to offer for download. */
export function attachmentOf({
  filename,
  type,
  content,
  contentId,
  isInline,
}: {
  filename: string;
  type: string;
  content: Uint8Array;
  contentId: string;
  isInline: boolean;
}): MailAttachment {
  const contentType = /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type : 'application/octet-stream';
  return {
    filename: safeName(filename) || KNOWN_NAMES[contentType] || `unnamed.${EXTENSIONS[contentType] ?? endingOf(contentType)}`,
    contentType,
    size: content.byteLength,
    contentId: contentId.replace(/^<|>$/g, '').replaceAll('\u0000', '') || null,
    disposition: isInline ? 'inline' : 'attachment',
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
