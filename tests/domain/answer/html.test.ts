import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { htmlOf } from '../../../domain/answer/html.ts';

describe('a plain text as HTML', () => {
  it('has paragraphs, line breaks, quotes and links', () => {
    expect(htmlOf('Guten Tag,\n\nsiehe https://shop.example/a?b=1&c=2.\nGruß\n\n> alt\n> älter')).toBe(
      '<p>Guten Tag,</p>\n<p>siehe <a href="https://shop.example/a?b=1&#38;c=2" rel="noopener noreferrer">https://shop.example/a?b=1&#38;c=2</a>.<br>\nGruß</p>\n' +
        '<blockquote><p>alt<br>\nälter</p></blockquote>',
    );
  });

  it('links nothing but http and https', () => {
    expect(htmlOf('javascript:alert(1) data:text/html,x')).toBe('<p>javascript:alert(1) data:text/html,x</p>');
  });

  it('contains only our own tags, whatever the text is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^(?:https:\/\/|["'<>& >\n]|a|onclick=){0,20}$/)), (text) => {
        const rest = htmlOf(text).replace(/<\/?(?:p|blockquote)>|<br>|<a href="https?:\/\/[^"<>]*" rel="noopener noreferrer">|<\/a>/g, '');
        expect(rest).not.toMatch(/[<>"']/);
      }),
    );
  });
});
