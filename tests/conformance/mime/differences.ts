import type { FileView, View } from './view.ts';

/** One thing in which two parses differ. */
export type Difference = { raw: Buffer } & (
  | { field: 'from' | 'to'; expected: string[]; got: string[] }
  | { field: 'subject'; expected: string; got: string }
  | { field: 'attachments'; expected: FileView[]; got: FileView[] }
  | { field: 'text'; expected: boolean; got: boolean }
);

export function differencesBetween(raw: Buffer, expected: View, ours: View): Difference[] {
  const found: Difference[] = [];
  for (const field of ['from', 'to'] as const) {
    if (expected[field].join() !== ours[field].join()) found.push({ raw, field, expected: expected[field], got: ours[field] });
  }
  if (expected.subject !== ours.subject) found.push({ raw, field: 'subject', expected: expected.subject, got: ours.subject });
  if (!isSameFiles(expected.attachments, ours.attachments, (a, b) => a === b)) {
    found.push({ raw, field: 'attachments', expected: expected.attachments, got: ours.attachments });
  }
  if (expected.hasText !== ours.hasText) found.push({ raw, field: 'text', expected: expected.hasText, got: ours.hasText });
  return found;
}

/** Why we differ and stay so, by rule and not by mail. The first that fits is the argument. */
const RULES: { why: string; fits: (difference: Difference) => boolean }[] = [
  {
    why: 'RFC 5322 3.4.1: a mailbox is an address with a domain; a bare word is nobody whom an answer could reach',
    fits: (one) => isPeople(one) && one.expected.filter((box) => box.includes('@')).join() === one.got.join(),
  },
  {
    why: 'RFC 6532 2.2 and RFC 2047 6.3: letters in headers that are no UTF-8 are shown as Windows-1252 rather than as U+FFFD',
    fits: (one) =>
      (isPeople(one) && isReadable(one.expected.join(), one.got.join())) || (one.field === 'subject' && isReadable(one.expected, one.got)),
  },
  {
    why: 'RFC 6532 2.2: the same in the name of a file',
    fits: (one) =>
      one.field === 'attachments' &&
      one.expected.some((file) => file.name?.includes('\ufffd')) &&
      isSameFiles(one.expected, one.got, (a, b) => a === b || isReadable(a ?? '', b ?? '')),
  },
  {
    why: 'RFC 2183 2.3: of a path only the name of the file is kept',
    fits: (one) => one.field === 'attachments' && isSameFiles(one.expected, one.got, (a, b) => a === b || isEndOf(a, b)),
  },
  {
    why: 'RFC 2183 2.8: a disposition that is unknown or missing takes nothing from the name of the file beside it',
    fits: (one) =>
      one.field === 'attachments' &&
      isSameFiles(one.expected, one.got, (a, b) => a === b || (a === null && b !== null && one.raw.includes(`filename="${b}"`))),
  },
  {
    why: 'RFC 8621 4.1.4 and RFC 2183 2.9: text without a name and without Content-Disposition is read in the mail, not offered as a file',
    fits: (one) =>
      one.field === 'attachments' &&
      isSameFiles(
        one.expected.filter((file) => !file.isPlainWords),
        one.got,
        (a, b) => a === b,
      ),
  },
  {
    why: 'RFC 2046 5.1.2: an outer boundary ends the inner parts, also where the inner closing delimiter is missing',
    fits: (one) => one.field === 'attachments' && lacksClosing(one.raw) && one.got.length >= one.expected.length,
  },
  {
    why: 'RFC 2046 5.2.1, 5.1.1 and 5.1.3: no mail is shown empty that has words: those of a text file, of a forwarded mail, or of the bare body',
    fits: (one) => one.field === 'text' && !one.expected && one.got,
  },
];

/** The rule by which a difference is ours on purpose; null where there is none. */
export function argumentFor(difference: Difference): string | null {
  return RULES.find((rule) => rule.fits(difference))?.why ?? null;
}

function isPeople(one: Difference): one is Difference & { field: 'from' | 'to' } {
  return one.field === 'from' || one.field === 'to';
}

/** The same files in the same order, by name and size. */
function isSameFiles(expected: FileView[], got: FileView[], isSameName: (a: string | null, b: string | null) => boolean): boolean {
  return (
    expected.length === got.length &&
    expected.every((file, n) => {
      const other = got[n]!;
      return isSameName(file.name, other.name) && file.sizes.some((size) => other.sizes.includes(size));
    })
  );
}

function isReadable(expected: string, got: string): boolean {
  const parts = expected.split(/\ufffd+/);
  return parts.length > 1 && parts.every((part) => got.includes(part)) && !got.includes('\ufffd');
}

function isEndOf(path: string | null, name: string | null): boolean {
  return path !== null && name !== null && path.endsWith(name);
}

function lacksClosing(raw: Buffer): boolean {
  const text = raw.toString('latin1');
  return [...text.matchAll(/boundary="?([^"\s;]+)/gi)].some(([, boundary = '']) => !text.includes(`--${boundary}--`));
}
