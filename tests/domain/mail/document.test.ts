import { describe, expect, it } from 'vitest';
import { hasRemoteContent, MAIL_SANDBOX, mailDocument } from '../../../domain/mail/document.ts';
import { fingerprintOf } from '../../../domain/mail/fingerprint.ts';
import { mail } from './mails.ts';

describe('the page that shows a mail', () => {
  const policyOf = (page: string): string => /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';

  it('may load nothing from elsewhere, and its policy stands before the mail', () => {
    const page = mailDocument('<img src="https://spy.example/p.gif"><script>alert(1)</script>', { allowImages: false });
    expect(policyOf(page)).toContain("default-src 'none'");
    expect(policyOf(page)).toMatch(/img-src data:$/);
    expect(page.indexOf('Content-Security-Policy')).toBeLessThan(page.indexOf('<img'));
    expect(MAIL_SANDBOX).not.toMatch(/scripts|same-origin|forms|top-navigation/);
  });

  it('loads pictures through our own proxy when they are asked for', () => {
    const page = mailDocument('', { allowImages: true, ownOrigin: 'https://desk.example', imageSource: 'https://desk.example/pictures/' });
    expect(policyOf(page)).toMatch(/img-src data: https:\/\/desk\.example https:\/\/desk\.example\/pictures\/$/);
  });

  it('lets no origin smuggle in another rule', () => {
    expect(policyOf(mailDocument('', { allowImages: false, ownOrigin: "https://x.example; script-src 'unsafe-inline'" }))).toMatch(
      /img-src data:$/,
    );
  });

  it('shows pictures of the mail itself by their Content-ID', () => {
    const page = mailDocument('<img src="cid:logo@x"><img src=cid:other>', { allowImages: false, cid: { 'logo@x': '/files/1"onload=x' } });
    expect(page).toContain('<img src="/files/1%22onload=x"><img src=cid:other>');
  });

  it.each([
    ['<img src="https://x.example/a.png">', true],
    ['<td background=//x.example/a.png>', true],
    ['<p style="background:url(http://x.example)">', true],
    ['<img src="cid:a"><a href="https://x.example">x</a>', false],
  ])('is known to want something from elsewhere: %s', (html, wants) => {
    expect(hasRemoteContent(html)).toBe(wants);
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
