/** What the document may load: nothing but its own attachments and pictures inside it; no script, no frame, no form. */
const POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "script-src 'none'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-src 'none'",
];

const STYLE =
  'html{color-scheme:light}body{margin:12px;font:15px/1.5 system-ui,sans-serif;color:#1a1a1a;background:#fff;overflow-wrap:anywhere}' +
  'img{max-width:100%;height:auto}table{max-width:100%}blockquote{margin:0 0 0 .5em;padding-left:.8em;border-left:3px solid #ccc}';

/** Keep with the document. Without allow-scripts a browser ignores a mail's meta refresh too; links open in a window of their own. */
export const MAIL_SANDBOX = 'allow-popups allow-popups-to-escape-sandbox';

/**
 * The page for `<iframe sandbox="…MAIL_SANDBOX…" srcdoc>` that shows a customer's HTML. The policy stands before
 * anything of the mail, so a mail cannot weaken it (policies only add up). `cid` turns Content-IDs into addresses of
 * our own attachments; `allowImages` lets pictures load from `imageSource` (our proxy), else only `data:` and `ownOrigin`.
 */
export function mailDocument(
  html: string,
  {
    allowImages,
    ownOrigin,
    imageSource,
    cid,
  }: { allowImages: boolean; ownOrigin?: string; imageSource?: string; cid?: Record<string, string> },
): string {
  const sources = ['data:', ...(ownOrigin === undefined ? [] : [ownOrigin]), ...(allowImages ? [imageSource ?? 'https:'] : [])];
  const policy = [...POLICY, `img-src ${sources.filter(isSource).join(' ')}`].join('; ');
  return [
    '<!doctype html><html><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="referrer" content="no-referrer"><base target="_blank">',
    `<style>${STYLE}</style></head><body>`,
    withOwnPictures(html, cid ?? {}),
    '</body></html>',
  ].join('');
}

/** Whether the mail would load something from elsewhere: then people are offered to show it. */
export function hasRemoteContent(html: string): boolean {
  return /(?:src|background|poster|srcset)\s*=\s*["']?\s*(?:https?:)?\/\//i.test(html) || /url\(\s*["']?\s*(?:https?:)?\/\//i.test(html);
}

function withOwnPictures(html: string, cid: Record<string, string>): string {
  return html.replace(/(["'(=]\s*)cid:([^"')\s>]{1,300})/gi, (whole, before: string, id: string) => {
    const address = Object.hasOwn(cid, id) ? cid[id] : Object.hasOwn(cid, decoded(id)) ? cid[decoded(id)] : undefined;
    return address === undefined ? whole : `${before}${address.replace(/["'()<>\s]/g, encodeURIComponent)}`;
  });
}

function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

function isSource(source: string): boolean {
  return /^(?:data:|https:|https?:\/\/[\w.:[\]-]+(?:\/[\w./-]*)?)$/.test(source);
}
