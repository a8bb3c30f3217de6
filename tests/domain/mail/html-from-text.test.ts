import fc from 'fast-check';
import { convert } from 'html-to-text';
import { describe, expect, it } from 'vitest';
import { htmlFromText } from '../../../domain/mail/html-from-text.ts';

describe('the HTML of a mail that was written as text', () => {
  it('has paragraphs, lines, links, nested quotes and a signature', () => {
    const html = htmlFromText(
      'Guten Tag,\n\nbitte hier: https://shop.example/a?b=1&c=2.\nDanke\n\n> Sie schrieben\n>> und wir\n> dies\n\n-- \nDer Shop\nTelefon 1',
    );
    expect(html).toContain('<p>Guten Tag,</p>');
    expect(html).toContain('<a href="https://shop.example/a?b=1&amp;c=2">https://shop.example/a?b=1&amp;c=2</a>.<br>\nDanke</p>');
    expect(html.match(/<blockquote/g)).toHaveLength(2);
    expect(html).toContain('<p>Der Shop<br>\nTelefon 1</p></div>');
    expect(html).not.toContain('-- ');
  });

  it('shows a picture where its mark stands, and leaves the mark of an unknown one', () => {
    const html = htmlFromText('So: [Bild: Größe "1".png] und [Bild: fehlt.png]', { 'Größe "1".png': 'p1@shop.example' });
    expect(html).toContain('<img src="cid:p1@shop.example" alt="Größe &quot;1&quot;.png"');
    expect(html).toContain('[Bild: fehlt.png]');
  });

  it('reads nothing of the text as HTML, and loses no word of it', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[ -~]{0,30}$/), { maxLength: 8 }), (lines) => {
        const text = lines.map((line) => line.replace(/^-- $/, '')).join('\n');
        const html = htmlFromText(text);
        const inner = html.slice(html.indexOf('<body>'));
        expect(inner.replaceAll(/<\/?(?:body|html|div|p|br|blockquote|a)(?: (?:style|href)="[^"<>]*")?>/g, '')).not.toMatch(/[<>]/);
        const words = (value: string): string => value.replaceAll(/[\s>]+/g, '');
        const plain = convert(html, { wordwrap: false, selectors: [{ selector: 'a', options: { ignoreHref: true } }] });
        expect(words(plain)).toBe(words(text));
      }),
    );
  });
});
