import { shownHtml } from './shown-html.ts';

/** What the document may load: pictures inside it and nothing else; no script, no frame, no form. */
export const MAIL_POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  "script-src 'none'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-src 'none'",
].join('; ');

const STYLE =
  'html{color-scheme:light}body{margin:12px;font:15px/1.5 system-ui,sans-serif;color:#1a1a1a;background:#fff;overflow-wrap:anywhere}' +
  'img{max-width:100%;height:auto}table{max-width:100%}blockquote{margin:0 0 0 .5em;padding-left:.8em;border-left:3px solid #ccc}';

/** Keep with the document. Without allow-scripts a browser ignores a mail's meta refresh too; links open in a window of their own. */
export const MAIL_SANDBOX = 'allow-popups allow-popups-to-escape-sandbox';

/**
 * The page for a sandboxed frame that shows a customer's HTML. The policy stands before anything of the mail, so a mail cannot weaken it
 * (policies only add up). Pictures come inside it, as `data:` addresses: by Content-ID (`cid:…`), or fetched by us when a person asked for them.
 * @param disguised what stands before a link's target where its words name another host, e.g. `leads to`
 */
export function mailDocument(html: string, { pictures, disguised }: { pictures: Record<string, string>; disguised: string }): string {
  return [
    '<!doctype html><html><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${MAIL_POLICY}">`,
    '<meta name="referrer" content="no-referrer"><base target="_blank">',
    `<style>${STYLE}</style></head><body>`,
    shownHtml(html, { pictures, disguised }),
    '</body></html>',
  ].join('');
}
