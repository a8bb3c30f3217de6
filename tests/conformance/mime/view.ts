import type { MailAddress, ParsedMail } from '../../../domain/mail/types.ts';

/** What is compared of a mail. */
export interface View {
  from: string[];
  to: string[];
  subject: string;
  attachments: FileView[];
  hasText: boolean;
}

export interface FileView {
  /** Null where the mail names none. */
  name: string | null;
  /** Every way of counting that is right: bytes as sent, with line ends as one character, as text in UTF-8, in characters. */
  sizes: number[];
  /** Has words and no name: both ways of showing it are seen in the wild. */
  isPlainWords: boolean;
}

/** The other library's parse, as the file beside a mail has it. */
export interface ForeignParse {
  parts: ForeignPart[];
  text_body: number[];
  html_body: number[];
  attachments: number[];
}

interface ForeignPart {
  headers: { name: unknown; value: Record<string, unknown> | string }[];
  body: Record<string, unknown>;
  offset_body: number;
  offset_end: number;
}

interface ForeignType {
  c_type: string;
  c_subtype: string | null;
  attributes: { name: string; value: string }[] | null;
}

/** @param raw with LF line ends. */
export function expectedOf(raw: Buffer, parse: ForeignParse): View {
  const root = parse.parts[0]!;
  const shown = [...parse.text_body, ...parse.html_body].map((index) => parse.parts[index]!.body);
  return {
    from: boxesOf(valueOf(root, 'from')),
    to: boxesOf(valueOf(root, 'to')),
    subject: (valueOf(root, 'subject') as { Text?: string } | undefined)?.Text ?? '',
    attachments: parse.attachments.map((index) => foreignFile(raw, parse.parts[index]!)),
    hasText: shown.some((body) => hasWords(wordsIn(body))),
  };
}

export function ourViewOf(mail: ParsedMail): View {
  const named = (box: MailAddress): string => `${box.name} <${box.address}>`;
  return {
    from: mail.from === null ? [] : [named(mail.from)],
    to: mail.to.map(named),
    subject: mail.subject,
    attachments: mail.attachments.map(({ filename, content }) => ({
      name: filename.startsWith('unnamed.') ? null : filename,
      sizes: [...new Set([content.length, ...withoutReturns(Buffer.from(content))])],
      isPlainWords: false,
    })),
    hasText: hasWords(mail.text),
  };
}

/** Of a part's body, as the other library shows it. */
export function wordsIn(body: Record<string, unknown>): string {
  const words = body['Text'] ?? body['Html'];
  return typeof words === 'string' ? words : '';
}

function foreignFile(raw: Buffer, part: ForeignPart): FileView {
  const type = (valueOf(part, 'content_type') as { ContentType?: ForeignType } | undefined)?.ContentType;
  const disposition = (valueOf(part, 'content_disposition') as { ContentType?: ForeignType } | undefined)?.ContentType;
  const attribute = (of: ForeignType | undefined, name: string): string | undefined =>
    of?.attributes?.find((one) => one.name === name)?.value;
  const name = attribute(disposition, 'filename') ?? attribute(type, 'name') ?? null;
  const [form = '', body] = Object.entries(part.body)[0] ?? [];
  const encoding = (valueOf(part, 'content_transfer_encoding') as { Text?: string } | undefined)?.Text ?? '';
  return {
    name,
    sizes: form === 'Message' ? sizesOfMail(raw.subarray(part.offset_body, part.offset_end), encoding) : sizesOf(body),
    isPlainWords: /^(?:Text|Html)$/.test(form) && name === null && disposition?.c_type !== 'attachment',
  };
}

function sizesOf(body: unknown): number[] {
  if (Array.isArray(body)) return [body.length, ...withoutReturns(Buffer.from(body as number[]))];
  const text = String(body).replaceAll('\r\n', '\n');
  return [...new Set([Buffer.byteLength(String(body)), Buffer.byteLength(text), String(body).length, text.length])];
}

function sizesOfMail(bytes: Buffer, encoding: string): number[] {
  const decoded = /base64/i.test(encoding) ? Buffer.from(bytes.toString('latin1'), 'base64') : bytes;
  return [decoded.length, ...withoutReturns(decoded)];
}

/** As text without carriage returns, in Latin-1 and in UTF-8. */
function withoutReturns(bytes: Buffer): number[] {
  const text = bytes.toString('latin1').replaceAll('\r\n', '\n');
  return [text.length, bytes.toString('utf8').replaceAll('\r\n', '\n').length];
}

function valueOf(part: ForeignPart, name: string): ForeignPart['headers'][number]['value'] | undefined {
  return part.headers.findLast((one) => one.name === name)?.value;
}

function boxesOf(value: unknown): string[] {
  const address = (value as { Address?: { List?: Box[]; Group?: { addresses: Box[] }[] } } | undefined)?.Address;
  const boxes = address?.List ?? address?.Group?.flatMap((group) => group.addresses) ?? [];
  return boxes.map((box) => `${box.name ?? ''} <${box.address ?? ''}>`);
}

interface Box {
  name: string | null;
  address: string | null;
}

function hasWords(text: string): boolean {
  return text.replace(/<[^>]*>/g, '').trim() !== '';
}
