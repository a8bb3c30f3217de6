import { domainToASCII } from 'node:url';
import { addressParser } from 'postal-mime';
import type { MailAddress } from './types.ts';

/** Nobody writes to more people; a flood in Cc must not become thousands of rows. */
const MOST_ADDRESSES = 200;

/** All mailboxes of some header values (groups are opened), at most 200, in order; entries without `@` are left out. */
export function mailboxesOf(values: string[]): MailAddress[] {
  const found: MailAddress[] = [];
  for (const value of values) {
    for (const entry of parsedOrNone(value)) {
      for (const box of entry.group ?? [entry]) {
        const address = cleanAddress(box.address ?? '');
        if (address.includes('@')) found.push({ name: oneLine(box.name), address });
        if (found.length >= MOST_ADDRESSES) return found;
      }
    }
  }
  return found;
}

/**
 * The form in which two addresses are compared: lower-case, IDN domain in ASCII. Nothing else is folded, so a
 * look-alike letter or an invisible character makes another address.
 */
export function addressKey(address: string): string {
  const trimmed = address.trim().toLowerCase();
  const at = trimmed.lastIndexOf('@');
  if (at < 0) return trimmed;
  const domain = trimmed.slice(at + 1);
  return `${trimmed.slice(0, at)}@${domainToASCII(domain) || domain}`;
}

/** Whether `address` is one of `list`, compared by `addressKey`. */
export function isAmong(address: string, list: readonly string[]): boolean {
  const key = addressKey(address);
  return list.some((one) => addressKey(one) === key);
}

/** The address without its `+tag`: `hilfe+abc@shop.example` → `hilfe@shop.example`. */
export function withoutTag(address: string): string {
  return address.replace(/\+[^@]*@/, '@');
}

/** A header text as people see it: one line, no control or bidirectional-override characters, blanks collapsed. */
export function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
}

function parsedOrNone(value: string): ReturnType<typeof addressParser> {
  try {
    return addressParser(value);
  } catch {
    return [];
  }
}

function cleanAddress(address: string): string {
  return address.trim().toLowerCase().slice(0, 998);
}
