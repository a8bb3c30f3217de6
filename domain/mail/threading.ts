import { mailboxesOf } from './addresses.ts';
import { readToken, replyToken, type TokenKeys, type TokenSubject } from './tokens.ts';
import type { Anchor, ParsedMail } from './types.ts';

export { readToken, replyToken } from './tokens.ts';
export type { TokenKeys, TokenSubject } from './tokens.ts';

/** RFC 5321: more is refused by servers. */
const LONGEST_LOCAL_PART = 64;
const TAG = /\[#\s?(V-\d{4}-\d{6,9})\s?\]/gi;
/** The number as people and programs leave it: without brackets, with other dashes, blanks or full-width letters (folded before). */
const NUMBER = /(?<![\p{L}\p{N}])V[ ]?[-–—‐‑−][ ]?(\d{4})[ ]?[-–—‐‑−][ ]?(\d{6,9})(?!\d)/giu;

/**
 * The Message-ID of an outgoing mail, with angle brackets. `id` is the outbox row's: fixed before SMTP is spoken, so
 * the same mail always has the same one. With a `token` the id carries the signed anchor too, and is recognised in
 * References even where the outbox row is unknown.
 */
export function newMessageId({ id, domain, token }: { id: string; domain: string; token?: string }): string {
  return `<${id}${token === undefined ? '' : `.${token}`}@${domain}>`;
}

/**
 * The address that answers are sent to: `local+token@domain` of the mailbox. Throws where the local part would be
 * longer than 64 characters (mailbox names of up to 20 fit).
 */
export function replyAddress({ mailbox, ...rest }: { mailbox: string; key: TokenKeys } & TokenSubject): string {
  const at = mailbox.lastIndexOf('@');
  const local = `${mailbox.slice(0, at)}+${replyToken(rest)}`;
  if (at < 1 || local.length > LONGEST_LOCAL_PART) {
    throw new Error(`replyAddress: the name before the @ of this mailbox must have 1 to 20 characters; it has ${at}`);
  }
  return `${local}@${mailbox.slice(at + 1)}`;
}

/**
 * The anchors of a mail whose signature is ours, nearest first: In-Reply-To, References from the last to the first,
 * then the addresses it was sent to. Whoever knows an anchor is not yet allowed to use it: filters/follow-up asks for
 * the sender. `domain` is that of our Message-IDs.
 */
export function anchorsOf(mail: ParsedMail, { key, domain }: { key: TokenKeys; domain: string }): Anchor[] {
  const anchors: Anchor[] = [];
  const add = (token: string | undefined, source: Anchor['source']): void => {
    const found = token === undefined ? null : readToken(token, key);
    if (found === null) return;
    if (!anchors.some((one) => one.id === found.id && one.purpose === found.purpose)) anchors.push({ ...found, source });
  };
  for (const id of mail.inReplyTo) add(tokenOfMessageId(id, domain), 'in-reply-to');
  for (const id of mail.references.toReversed()) add(tokenOfMessageId(id, domain), 'references');
  for (const address of addressesOf(mail)) for (const token of tokensIn(address)) add(token, 'reply-address');
  return anchors;
}

/** Every Message-ID that may be one of ours, nearest first: what the caller looks up in the outbox (at most 202). */
export function idsToLookUp(mail: ParsedMail): string[] {
  const own = mail.messageId === null ? [] : [mail.messageId];
  const original = mail.original === null ? [] : [mail.original.messageId ?? '', ...mail.original.references.slice(-5)];
  return [...new Set([...mail.inReplyTo, ...mail.references.toReversed(), ...own, ...original])].filter((id) => id !== '');
}

/** Request numbers in the subject, e.g. `V-2026-000123` of "Re: [#V-2026-000123] Lieferung"; without its brackets too. */
export function subjectTagsOf(subject: string): string[] {
  const folded = subject.normalize('NFKC').replace(/[\u200b-\u200d\u2060\ufeff\u00ad]/g, '');
  return [...new Set([...folded.matchAll(NUMBER)].map((match) => `V-${match[1]!}-${match[2]!}`))].slice(0, 10);
}

/** The subject of our mail about a request: the tag once, at the end of prefixes like Re: and AW:. */
export function taggedSubject(subject: string, number: string): string {
  const plain = subject
    .replace(TAG, '')
    .replace(/\s{2,}/g, ' ')
    .trim();
  return `[#${number}] ${plain}`.trim();
}

/** The request anchors in a mail of ours that came back within a report: who used them does not matter for a bounce. */
export function anchorsOfOriginal(mail: ParsedMail, { key, domain }: { key: TokenKeys; domain: string }): Anchor[] {
  if (mail.original === null) return [];
  const { messageId, references, from, replyTo } = mail.original;
  const boxes = mailboxesOf([from ?? '', replyTo ?? '']);
  return anchorsOf(
    { ...mail, inReplyTo: messageId === null ? [] : [messageId], references, to: boxes, cc: [], deliveredTo: [] },
    { key, domain },
  );
}

function tokenOfMessageId(id: string, domain: string): string | undefined {
  const at = id.lastIndexOf('@');
  if (id.slice(at + 1, -1).toLowerCase() !== domain.toLowerCase()) return undefined;
  return id.slice(1, at).split('.').at(-1);
}

/** Some programs put the address into the name and another one behind it. */
function addressesOf(mail: ParsedMail): string[] {
  return [...mail.deliveredTo, ...[...mail.to, ...mail.cc].flatMap((box) => [box.address, box.name])];
}

/** Whatever stands before and behind it: quotes, a percent-coded plus, a folder of the provider. */
function tokensIn(address: string): string[] {
  return (
    address
      .slice(0, 1000)
      .replace(/%2b/gi, '+')
      .match(/(?<![a-z0-9])[rc][a-z2-7]{42}(?![a-z0-9])/gi) ?? []
  );
}
