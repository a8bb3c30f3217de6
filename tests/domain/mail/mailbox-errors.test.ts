import { expect, test } from 'vitest';
import { errorIn, mailboxErrorOf } from '../../../domain/mail/mailbox-errors.ts';

test.each([
  [{ code: 'ESOCKET', originalCode: 'ECONNREFUSED' }, 'unreachable'],
  [{ code: 'ESOCKET', originalCode: 'CERT_HAS_EXPIRED' }, 'certificate'],
  [{ code: 'ESOCKET' }, 'dropped'],
  [{ code: 'EDNS', originalCode: 'ENOTFOUND' }, 'unknown-host'],
  [{ code: 'ETIMEDOUT' }, 'silent'],
  [{ code: 'EAUTH' }, 'login-refused'],
  [{ authenticationFailed: true }, 'login-refused'],
  [{ responseStatus: 'NO' }, 'command-refused'],
  [{ code: 'ENEW' }, 'unknown'],
])('%o is told as %s', (error, code) => {
  expect(mailboxErrorOf(error).code).toBe(code);
});

test('what was written down in one language is read in the other, with what stands before it', () => {
  const { de, en } = mailboxErrorOf({ code: 'EAUTH' });
  expect(errorIn('en', de)).toBe(en);
  expect(errorIn('de', `Archiv: ${en}`)).toBe(`Archiv: ${de}`);
  expect(errorIn('en', 'Unerwarteter Fehler (ENEW).')).toBe('Unerwarteter Fehler (ENEW).');
});
