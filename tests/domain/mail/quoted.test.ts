import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newTextOf, quotedFromOf } from '../../../domain/mail/quoted.ts';

const newText = (text: string): string => newTextOf({ text, quotedFrom: quotedFromOf(text) });

describe('the new text of a reply', () => {
  it.each([
    ['Thunderbird', 'Danke!\n\nAm 04.05.2026 um 10:00 schrieb Kundendienst:\n> Guten Tag,\n>\n> Ihr Paket'],
    ['Apple Mail', 'Danke!\n\n> Am 04.05.2026 um 10:00 schrieb Kundendienst <hilfe@shop.example>:\n> \n> Guten Tag'],
    ['Gmail', 'Danke!\n\nOn Mon, May 4, 2026 at 10:00 AM Shop <hilfe@shop.example>\nwrote:\n\n> Hello\n> there'],
    [
      'Outlook in German',
      'Danke!\n\nVon: Shop <hilfe@shop.example>\nGesendet: Montag, 4. Mai 2026 10:00\nAn: Petra\nBetreff: Paket\n\nGuten Tag,\nIhr Paket',
    ],
    ['Outlook in English', 'Danke!\n\n________________________________\nFrom: Shop\nSent: Monday\nTo: Petra\nSubject: Parcel\n\nHello'],
    ['an old Outlook', 'Danke!\n\n-----Ursprüngliche Nachricht-----\nVon: Shop\nGesendet: gestern\n\nGuten Tag'],
    ['GroupWise', 'Danke!\n\n>>> Shop <hilfe@shop.example> 04.05.2026 10:00 >>>\nGuten Tag,\nIhr Paket'],
    [
      'a web mail',
      'Danke!\n\nGesendet: Montag, 04. Mai 2026 um 10:00 Uhr\nVon: Shop <hilfe@shop.example>\nAn: Petra\nBetreff: Paket\n\nGuten Tag',
    ],
    ['a mailing list', 'Danke!\n\nAm 04.05.2026 um 10:00 schrieb Shop:\n> Guten Tag\n\n_______\nVerteiler'],
  ])('of %s ends where the quote begins', (_program, text) => {
    expect(newText(text)).toBe('Danke!');
  });

  it.each([
    ['an answer below the quote', 'Am 04.05.2026 um 10:00 schrieb Shop:\n> Welche Farbe?\n\nBlau.'],
    ['answers between the quotes', 'Hallo,\n> Welche Farbe?\nBlau.\n> Welche Größe?\nM.'],
    ['a forwarded mail', 'Bitte ansehen.\n\n---------- Forwarded message ---------\nFrom: x\n\nText'],
    ['nothing but a quote', '> alles zitiert'],
    ['a sentence that only sounds like one', 'Am 4. Mai schrieb ich Ihnen zwei Dinge:\n1. Das Paket fehlt.\n2. Die Rechnung auch.'],
    ['a date and an address', '04.05.2026, bitte an petra@kunde.example senden\nDanke'],
  ])('is everything where there is %s', (_name, text) => {
    expect(newText(text)).toBe(text);
  });

  it('is always the beginning of the text, and never nothing where there is something', () => {
    const line = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.constantFrom('> x', '', 'Von: a', 'An: b', 'Betreff: c', 'Am 1.1.2026 um 10:00 schrieb X:', '-----Original Message-----'),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const text = lines.join('\n');
        expect(text.startsWith(newText(text))).toBe(true);
        if (text.trim() !== '') expect(newText(text).trim()).not.toBe('');
      }),
    );
  });

  it('is found fast in a huge hostile text', () => {
    const started = performance.now();
    quotedFromOf(`Am 1 ${'schrieb '.repeat(60)}\n`.repeat(20_000));
    quotedFromOf(`On ${'1'.repeat(200_000)}`);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
