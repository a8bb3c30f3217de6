import fc from 'fast-check';
import { expect, it } from 'vitest';
import { signatureFromOf } from '../../../domain/mail/signature.ts';

const own = (text: string): string => text.slice(0, signatureFromOf(text) ?? text.length).trimEnd();

it.each([
  'Von meinem iPhone gesendet',
  'Gesendet von meinem Samsung Galaxy Smartphone.',
  'Gesendet mit der GMX iPhone App',
  'Sent from my iPad',
  'Get Outlook for Android <https://aka.example/x>',
  'Holen Sie sich Outlook für iOS',
  'Diese Nachricht wurde von meinem Android-Gerät mit K-9 Mail gesendet.',
  '-- \nPetra Kunde\nTel. 0123',
  '--\nPetra Kunde',
])('a signature is recognised: %s', (signature) => {
  expect(own(`Wo ist mein Paket?\nMit freundlichen Grüßen\nPetra\n\n${signature}\n`)).toBe(
    'Wo ist mein Paket?\nMit freundlichen Grüßen\nPetra',
  );
});

it.each([
  'Mit freundlichen Grüßen\nPetra Kunde',
  'Von meinem Konto wurde zweimal abgebucht.',
  'Das Gerät wurde von Samsung geliefert.',
  'Erstens --\nzweitens',
  'Sent from my iPad',
])('what a person wrote stays: %s', (text) => {
  expect(own(text)).toBe(text);
});

it('is the end of a text and never all of it', () => {
  const line = fc.oneof(fc.string({ maxLength: 10 }), fc.constantFrom('', '-- ', 'Von meinem iPhone gesendet'));
  fc.assert(
    fc.property(fc.array(line, { maxLength: 50 }), (lines) => {
      const text = lines.join('\n');
      expect(text.startsWith(own(text))).toBe(true);
      if (text.trim() !== '') expect(own(text).trim()).not.toBe('');
    }),
  );
});
