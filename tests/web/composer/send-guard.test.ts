import { describe, expect, test } from 'vitest';
import { concerns, nextPlaceholder, ownWords } from '../../../web/composer/send-guard.ts';

describe('send guard', () => {
  test('finds what a template left behind, each once', () => {
    expect(concerns('Guten Tag {{ customer.name }}, Ihre Bestellung [[Nummer]] und [[Nummer]] am ____.', 0)).toEqual([
      { type: 'placeholder', text: '{{ customer.name }}' },
      { type: 'placeholder', text: '[[Nummer]]' },
      { type: 'placeholder', text: '____' },
    ]);
  });

  test('asks for the attachment that the words announce', () => {
    expect(concerns('Die Rechnung finden Sie im Anhang.', 0)).toEqual([{ type: 'attachment', word: 'im Anhang' }]);
    expect(concerns('Please find the invoice attached.', 1)).toEqual([]);
  });

  test('looks at own words only, not at the quote or the signature', () => {
    const text = 'Gern geschehen.\n> anbei das Foto {{ x }}\n-- \nim Anhang';
    expect(ownWords(text)).toBe('Gern geschehen.');
    expect(concerns(text, 0)).toEqual([]);
  });

  test('leaves plain text alone', () => {
    expect(concerns('Ihr Paket (Nr. 12) kommt am 3. Mai. Wir hängen sehr daran.', 0)).toEqual([]);
  });

  test('walks from gap to gap and around the end', () => {
    const text = 'a [[b]] c [[d]]';
    expect(nextPlaceholder(text, 0)).toEqual({ start: 2, end: 7 });
    expect(nextPlaceholder(text, 7)).toEqual({ start: 10, end: 15 });
    expect(nextPlaceholder(text, 15)).toEqual({ start: 2, end: 7 });
    expect(nextPlaceholder('nichts', 0)).toBeNull();
  });
});
