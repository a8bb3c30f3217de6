import { createHmac, timingSafeEqual } from 'node:crypto';
import type { AnchorPurpose } from './types.ts';

/** Lower-case base 32 (RFC 4648): survives servers that fold the case of a local part; each value has one spelling. */
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const LETTER: Record<AnchorPurpose, string> = { request: 'r', consultation: 'c' };
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** What a token speaks for: the answer to a request, or an expert's answer to a consultation. Ids are UUIDs. */
export type TokenSubject = { requestId: string } | { consultationId: string };

/** One secret, or several: the first one signs, every one verifies (so a key can be changed). */
export type TokenKeys = string | readonly string[];

/**
 * The signed part of a reply address: purpose, 128-bit id, 80-bit HMAC-SHA-256 (43 characters). It proves that we made
 * it, not who uses it: the sender is checked as well. Throws where the id is no UUID.
 */
export function replyToken({ key, ...subject }: TokenSubject & { key: TokenKeys }): string {
  const [purpose, id] =
    'requestId' in subject ? (['request', subject.requestId] as const) : (['consultation', subject.consultationId] as const);
  const secret = keysOf(key)[0];
  if (secret === undefined || secret === '') throw new Error('replyToken: no key; set the key that signs reply addresses');
  if (!UUID.test(id)) throw new Error(`replyToken: the ${purpose}'s id is no lower-case UUID; only such ids fit into an address`);
  return LETTER[purpose] + encoded(Buffer.from(id.replaceAll('-', ''), 'hex')) + signature(secret, purpose, id);
}

/** What a token speaks for, or null where it is not one of ours. Case does not matter, anything else does. */
export function readToken(token: string, key: TokenKeys): { purpose: AnchorPurpose; id: string } | null {
  const match = /^([rc])([a-z2-7]{26})([a-z2-7]{16})$/.exec(token.toLowerCase());
  if (match === null) return null;
  const purpose: AnchorPurpose = match[1] === 'c' ? 'consultation' : 'request';
  const id = idOf(match[2]!);
  if (id === null) return null;
  const given = Buffer.from(match[3]!);
  const valid = keysOf(key).some((secret) => secret !== '' && timingSafeEqual(Buffer.from(signature(secret, purpose, id)), given));
  return valid ? { purpose, id } : null;
}

/**
 * The signed part of a mail's bounce address, of the outbox row's id: a report that comes there is about this mail, whatever it carries of it.
 */
export function bounceToken({ key, id }: { key: TokenKeys; id: string }): string {
  const secret = keysOf(key)[0];
  if (!secret || !UUID.test(id)) throw new Error('bounceToken: it needs a key and a lower-case UUID');
  return `b${encoded(Buffer.from(id.replaceAll('-', ''), 'hex'))}${signature(secret, 'bounce', id)}`;
}

/** The outbox row's id, or null where the token is not one of ours. */
export function readBounceToken(token: string, key: TokenKeys): string | null {
  const match = /^b([a-z2-7]{26})([a-z2-7]{16})$/.exec(token.toLowerCase());
  const id = match && idOf(match[1]!);
  if (!match || !id) return null;
  const given = Buffer.from(match[2]!);
  return keysOf(key).some((secret) => secret !== '' && timingSafeEqual(Buffer.from(signature(secret, 'bounce', id)), given)) ? id : null;
}

function signature(secret: string, purpose: AnchorPurpose | 'bounce', id: string): string {
  return encoded(createHmac('sha256', secret).update(`vorgang reply 1\n${purpose}\n${id}`).digest().subarray(0, 10));
}

function encoded(bytes: Uint8Array): string {
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  const letters = Math.ceil((bytes.length * 8) / 5);
  bits <<= BigInt(letters * 5 - bytes.length * 8);
  let text = '';
  for (let n = letters - 1; n >= 0; n -= 1) text += ALPHABET[Number((bits >> BigInt(n * 5)) & 31n)]!;
  return text;
}

/** Null where the two unused bits of the last letter are set: they must not make a second spelling. */
function idOf(letters: string): string | null {
  let bits = 0n;
  for (const letter of letters) bits = (bits << 5n) | BigInt(ALPHABET.indexOf(letter));
  if ((bits & 3n) !== 0n) return null;
  const hex = (bits >> 2n).toString(16).padStart(32, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function keysOf(key: TokenKeys): readonly string[] {
  return typeof key === 'string' ? [key] : key;
}
