import { describe, expect, test } from 'vitest';
import { de } from '../../../web/i18n/de/index.ts';
import { en } from '../../../web/i18n/en/index.ts';

const texts = { de: flatten(de), en: flatten(en) };

describe('texts', () => {
  test('exist in German and English under the same keys', () => {
    expect([...texts.en.keys()].sort()).toEqual([...texts.de.keys()].sort());
  });

  test('use the same placeholders in both', () => {
    const placeholders = (text = ''): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').sort();
    for (const [key, text] of texts.de) expect([key, placeholders(texts.en.get(key))]).toEqual([key, placeholders(text)]);
  });

  test('are never empty', () => {
    for (const language of [texts.de, texts.en]) for (const [key, text] of language) expect(text, key).not.toBe('');
  });
});

function flatten(tree: object, path = ''): Map<string, string> {
  const entries = Object.entries(tree).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'string' ? [[path + key, value] as const] : [...flatten(value as object, `${path}${key}.`)],
  );
  return new Map(entries);
}
