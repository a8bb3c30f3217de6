import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAIL_SANDBOX, mailDocument } from '../../../domain/mail/document.ts';
import { remotePicturesOf, shownHtml } from '../../../domain/mail/shown-html.ts';
import { fingerprintOf } from '../../../domain/mail/fingerprint.ts';
import { mail } from './mails.ts';

const page = (html: string, pictures: Record<string, string> = {}): string => mailDocument(html, { pictures, disguised: 'leads to' });

describe('the page that shows a mail', () => {
  it('may load nothing from elsewhere, and its policy stands before the mail', () => {
    const shown = page('<img src="https://spy.example/p.gif"><script>alert(1)</script>');
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(shown)?.[1] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain('img-src data:;');
    expect(shown.indexOf('Content-Security-Policy')).toBeLessThan(shown.indexOf('<img'));
    expect(MAIL_SANDBOX).not.toMatch(/scripts|same-origin|forms|top-navigation/);
  });

  it('shows pictures that it has, by Content-ID or address, and leaves the others as they are', () => {
    const pictures = { 'cid:logo@x': 'data:image/png;base64,AA==', 'https://x.example/a.png?b=1&c': 'data:image/gif;base64,BB==' };
    const html = '<img src="cid:logo%40x" srcset="x 2x"><img alt=\'"\' src="//x.example/a.png?b=1&amp;c"><img src=cid:other>';
    expect(page(html, pictures)).toContain(
      '<img src="data:image/png;base64,AA=="><img alt="&#34;" src="data:image/gif;base64,BB=="><img src=cid:other>',
    );
  });

  it.each([
    ['<img src="https://x.example/a.png"><img src="https://x.example/a.png">', ['https://x.example/a.png']],
    ['<td background=//x.example/b.png>', ['https://x.example/b.png']],
    ['<img src="cid:a"><img src="file:///etc/passwd"><a href="https://x.example">x</a>', []],
    ['<!-- <img src="https://x.example/a.png"> --><script src="ftp://x.example"></script>', []],
  ])('knows what it would load from elsewhere: %s', (html, wanted) => {
    expect(remotePicturesOf(html)).toEqual(wanted);
  });

  it.each([
    ['names its host', '<a href="https://shop.example/x">www.shop.example</a>', null],
    ['says nothing of a host', '<a href="https://shop.example/x">hier</a>', '[shop.example]'],
    ['names a file', '<a href="https://shop.example/x">Rechnung.pdf</a>', '[shop.example]'],
    ['names another host', '<a href="https://evil.example/x">https://bank.example/login</a>', 'leads to https://evil.example/x'],
    [
      'hides its host before an @',
      '<a href="https://bank.example@evil.example/">bank.example</a>',
      'leads to https://bank.example@evil.example/',
    ],
    [
      'looks like another in another script',
      '<a href="https://b\u0430nk.example/">bank.example</a>',
      'leads to https://xn--bnk-6cd.example/',
    ],
    ['never ends', '<a href="https://evil.example/">bank.example', 'leads to https://evil.example/'],
  ])('says where a link leads whose text %s', (_name, html, mark) => {
    const shown = page(html);
    if (mark === null) expect(shown).not.toContain('<span');
    else expect(shown).toContain(mark);
  });

  it('lets no mail write into its marks', () => {
    expect(page('<a href="https://x.example/&quot;&gt;&lt;script&gt;&#39;">hier</a>')).not.toContain('<script');
    expect(page('<a href="https://x.example/%22%3E">"><script></a>')).toContain('title="https://x.example/%22%3E"');
  });

  it('takes any HTML, and changes none that has neither pictures nor links', () => {
    fc.assert(
      fc.property(fc.string(), (html) => {
        expect(shownHtml(html.replaceAll('<a', ''), { pictures: {}, disguised: '' })).toBe(html.replaceAll('<a', ''));
        expect(typeof shownHtml(`<a href=//x>${html}<img src=cid:x ${html}`, { pictures: { 'cid:x': 'data:,' }, disguised: '' })).toBe(
          'string',
        );
      }),
    );
  });
});

describe('the fingerprint of a mail', () => {
  it('is the same for two copies on different ways', async () => {
    const direct = await mail({}, 'Guten Tag,\r\nwo bleibt es?');
    const listed = await mail(
      { 'List-Id': '<x>', Received: 'from list', Subject: '[Liste] Frage zur Lieferung' },
      'Guten Tag,\r\nwo bleibt es?\r\n',
    );
    expect(fingerprintOf(listed)).toBe(fingerprintOf(direct));
  });

  it('differs for another text, author or date under the same Message-ID', async () => {
    const prints = await Promise.all(
      [{}, { From: 'x@kunde.example' }, { Date: 'Wed, 25 Nov 2026 10:00:00 +0100' }].map((headers) => mail(headers)),
    );
    const other = await mail({}, 'Etwas anderes');
    expect(new Set([...prints, other].map(fingerprintOf)).size).toBe(4);
  });
});
