import { expect, test } from 'vitest';
import fc from 'fast-check';
import { seal, unseal } from '../../config/secret.ts';

const key = 'a'.repeat(32);

test('what was sealed is opened again with the same key', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => unseal(key, seal(key, text)) === text));
});

test('equal secrets look different', () => {
  expect(seal(key, 'geheim')).not.toEqual(seal(key, 'geheim'));
});

test('another key names the remedy', () => {
  expect(() => unseal('b'.repeat(32), seal(key, 'geheim'))).toThrow(/SECRET_KEY/);
});

test('a changed byte is noticed', () => {
  const sealed = seal(key, 'geheim');
  sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1;
  expect(() => unseal(key, sealed)).toThrow(/cannot be opened/);
});
