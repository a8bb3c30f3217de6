import { describe, expect, test } from 'vitest';
import { germanFormText } from '../../../web/request/translate-form.ts';

describe("form-js's own texts in German", () => {
  test('translates its messages with their numbers', () => {
    expect(germanFormText('Field is required.')).toBe('Bitte ausfüllen.');
    expect(germanFormText('Field must have maximum length of 30.')).toBe('Höchstens 30 Zeichen.');
    expect(germanFormText('dd.mm.yyyy')).toBe('TT.MM.JJJJ');
    expect(germanFormText('Field must have minimum value of -1.5.')).toBe('Mindestens -1.5.');
  });

  test('leaves what the designer wrote alone', () => {
    expect(germanFormText('Select a shop')).toBe('Select a shop');
  });
});
