import { imapString, type Token } from './imap-syntax.ts';
import { bodyStructure, envelope, headerFields, type Part, parsePart, partAt } from './mime.ts';
import type { StoredMail } from './store.ts';

const macros: Record<string, string[]> = {
  FAST: ['FLAGS', 'INTERNALDATE', 'RFC822.SIZE'],
  ALL: ['FLAGS', 'INTERNALDATE', 'RFC822.SIZE', 'ENVELOPE'],
  FULL: ['FLAGS', 'INTERNALDATE', 'RFC822.SIZE', 'ENVELOPE', 'BODY'],
};

export interface FetchPlan {
  items: string[];
  /** Reading a body without PEEK marks the mail as seen. */
  marksSeen: boolean;
}

/** @throws if an item is no text */
export function planFetch(items: Token | undefined, byUid: boolean): FetchPlan {
  const named = Array.isArray(items) ? items : [items ?? ''];
  const plain = named.flatMap((item) => {
    if (typeof item !== 'string') throw new Error('bad FETCH item');
    return macros[item.toUpperCase()] ?? [item];
  });
  if (byUid && !plain.some((item) => item.toUpperCase() === 'UID')) plain.unshift('UID');
  const marksSeen = plain.some((item) => /^(BODY\[|RFC822$|RFC822\.TEXT$)/i.test(item));
  return { items: plain, marksSeen };
}

/**
 * What stands between the brackets of `* n FETCH (…)`.
 * @param read the mail's bytes; called only if an item needs them
 * @throws naming an unknown item
 */
export function fetchItems(plan: FetchPlan, mail: StoredMail, read: () => Buffer): string {
  let raw: string | undefined;
  let parsed: Part | undefined;
  const text = () => (raw ??= read().toString('latin1'));
  const part = () => (parsed ??= parsePart(text()));
  return plan.items.map((item) => fetchItem(item, mail, text, part)).join(' ');
}

function fetchItem(item: string, mail: StoredMail, text: () => string, part: () => Part): string {
  const name = item.toUpperCase();
  switch (name) {
    case 'UID':
      return `UID ${mail.uid}`;
    case 'FLAGS':
      return `FLAGS (${mail.flags.join(' ')})`;
    case 'INTERNALDATE':
      return `INTERNALDATE "${internalDate(mail.receivedAt)}"`;
    case 'RFC822.SIZE':
      return `RFC822.SIZE ${mail.size}`;
    case 'ENVELOPE':
      return `ENVELOPE ${envelope(part().header)}`;
    case 'BODYSTRUCTURE':
      return `BODYSTRUCTURE ${bodyStructure(part())}`;
    case 'BODY':
      return `BODY ${bodyStructure(part(), true)}`;
    case 'RFC822':
      return `RFC822 ${imapString(text())}`;
    case 'RFC822.HEADER':
      return `RFC822.HEADER ${imapString(part().header)}`;
    case 'RFC822.TEXT':
      return `RFC822.TEXT ${imapString(part().body)}`;
    default:
      return section(item, text, part);
  }
}

/** `BODY[section]<from.length>` */
function section(item: string, text: () => string, part: () => Part): string {
  const [, asked, from, length] = /^BODY(?:\.PEEK)?\[(.*)\](?:<(\d+)\.(\d+)>)?$/is.exec(item) ?? [];
  if (asked === undefined) throw new Error(`unknown FETCH item ${item}`);
  const whole = asked === '' ? text() : sectionText(asked, part());
  if (from === undefined || whole === null) return `BODY[${asked}] ${imapString(whole)}`;
  return `BODY[${asked}]<${from}> ${imapString(whole.slice(Number(from), Number(from) + Number(length)))}`;
}

function sectionText(asked: string, root: Part): string | null {
  const [, numbers = '', kind = '', names = ''] = /^([\d.]*?)\.?([a-z][a-z.]*)?(?:\s*\((.*)\))?$/i.exec(asked) ?? [];
  const path = numbers.split('.').filter(Boolean).map(Number);
  const part = partAt(root, path);
  if (!part) return null;
  // HEADER and TEXT of a numbered part mean the mail enclosed in it; MIME means the part's own header.
  const enclosed = path.length > 0 ? part.children[0] : part;
  switch (kind.toUpperCase()) {
    case '':
      return part.body;
    case 'MIME':
      return part.header;
    case 'HEADER':
      return enclosed?.header ?? null;
    case 'TEXT':
      return enclosed?.body ?? null;
    case 'HEADER.FIELDS':
    case 'HEADER.FIELDS.NOT':
      return enclosed ? headerFields(enclosed.header, names.replaceAll('"', '').split(/\s+/), kind.toUpperCase().endsWith('NOT')) : null;
    default:
      throw new Error(`unknown section ${asked}`);
  }
}

/** `08-Nov-2026 09:30:00 +0000` */
function internalDate(date: Date): string {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) (\S+)/.exec(date.toUTCString()) ?? [];
  return `${day}-${month}-${year} ${time} +0000`;
}
