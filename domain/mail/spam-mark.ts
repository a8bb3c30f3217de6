import type { ParsedMail } from './types.ts';

const MARKS: Record<string, RegExp> = {
  'x-spam-flag': /^\s*yes\b/i,
  'x-spam-status': /^\s*yes\b/i,
  'x-spam': /^\s*yes\b/i,
  'x-spamd-result': /\baction:\s*(?:reject|add header)|\bdefault:\s*true\b/i,
  'x-ms-exchange-organization-scl': /^\s*(?:[5-9]|1\d)\b/,
  'x-forefront-antispam-report': /\bSFV:SPM\b/,
};

/** Whether a spam filter marked the mail. Anybody can write such a header: ask only where the mailbox's own server is known to. */
export function isMarkedSpam(mail: Pick<ParsedMail, 'headers'>): boolean {
  return Object.entries(MARKS).some(([name, mark]) => mark.test(mail.headers[name]?.[0] ?? ''));
}
