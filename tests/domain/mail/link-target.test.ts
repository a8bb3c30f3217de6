import fc from 'fast-check';
import { expect, it } from 'vitest';
import { linkTargetOf } from '../../../domain/mail/link-target.ts';

it.each([
  ['mailto:a@b.example', 'a@b.example'],
  ['#top', 'oben'],
  ['javascript:alert(1)', 'x'],
  ['/relative', 'x'],
])('leads nowhere else: %s', (href, words) => {
  expect(linkTargetOf(href, words)).toBeNull();
});

it('takes a host and what lies below it for one house, and nothing else', () => {
  const isDisguised = (href: string, words: string) => linkTargetOf(href, words)?.isDisguised;
  expect(isDisguised('https://mein.shop.example/', 'shop.example')).toBe(false);
  expect(isDisguised('https://notshop.example/', 'shop.example')).toBe(true);
  expect(isDisguised('https://shop.example.evil.test/', 'shop.example')).toBe(true);
  expect(isDisguised('http://127.0.0.1/', 'Ihre Bank: https://bank.example')).toBe(true);
});

it('never throws', () => {
  fc.assert(fc.property(fc.string(), fc.string(), (href, words) => void linkTargetOf(href, words)));
  fc.assert(fc.property(fc.webUrl(), fc.string({ maxLength: 5000 }), (href, words) => linkTargetOf(href, words) !== null));
});
