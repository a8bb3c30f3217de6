import { Parser } from 'htmlparser2';
import { linkTargetOf, type LinkTarget } from './link-target.ts';

/** Of one mail: more is not fetched. */
const MOST_REMOTE = 40;
/** Longer HTML is shown without its pictures and without marks at its links. */
const MOST_HTML = 2_000_000;

/** Addresses of pictures that a mail's HTML would load from elsewhere, each once, at most 40. Stylesheets and fonts are never loaded. */
export function remotePicturesOf(html: string): string[] {
  const found = new Set<string>();
  readTags(html, {
    open: (_name, attributes) => {
      for (const source of [attributes['src'], attributes['background']]) {
        const address = remoteAddress(source);
        if (address !== null && found.size < MOST_REMOTE) found.add(address);
      }
    },
  });
  return [...found];
}

/**
 * A mail's HTML as people see it: pictures from `pictures` (by `cid:…` or address; values are `data:` addresses), and behind each link
 * whose words do not name its host where it leads. Everything else stays as it is: the page's policy keeps it from doing anything.
 */
export function shownHtml(html: string, { pictures, disguised }: { pictures: Record<string, string>; disguised: string }): string {
  const edits: { from: number; to: number; text: string }[] = [];
  let link: { href: string; words: string } | null = null;
  const endLink = (at: number): void => {
    const target = link === null ? null : linkTargetOf(link.href, link.words);
    if (target !== null && link !== null) edits.push({ from: at, to: at, text: markOf(target, link.words, disguised) });
    link = null;
  };
  readTags(html, {
    open: (name, attributes, from, to) => {
      if (name === 'a') {
        endLink(from);
        link = attributes['href'] === undefined ? null : { href: attributes['href'], words: '' };
      }
      const shown = withPictures(attributes, pictures);
      if (shown !== null) edits.push({ from, to, text: tagOf(name, shown) });
    },
    text: (words) => {
      if (link !== null && link.words.length < 4000) link.words += words;
    },
    close: (name, from, to, isImplied) => {
      if (name === 'a') endLink(isImplied ? from : to);
    },
  });
  return edited(html, edits);
}

interface TagReader {
  open: (name: string, attributes: Record<string, string>, from: number, to: number) => void;
  text?: (words: string) => void;
  close?: (name: string, from: number, to: number, isImplied: boolean) => void;
}

function readTags(html: string, reader: TagReader): void {
  const parser: Parser = new Parser({
    onopentag: (name, attributes, isImplied) => {
      if (!isImplied) reader.open(name, attributes, parser.startIndex, parser.endIndex + 1);
    },
    ontext: (words) => reader.text?.(words),
    onclosetag: (name, isImplied) => reader.close?.(name, parser.startIndex, parser.endIndex + 1, isImplied),
  });
  parser.write(html.slice(0, MOST_HTML));
  parser.end();
}

/** The attributes with their pictures put in; null where the tag shows none that we have. */
function withPictures(attributes: Record<string, string>, pictures: Record<string, string>): Record<string, string> | null {
  let isChanged = false;
  const shown = { ...attributes };
  for (const name of ['src', 'background']) {
    const picture = attributes[name] === undefined ? undefined : pictureFor(attributes[name], pictures);
    if (picture === undefined) continue;
    shown[name] = picture;
    delete shown['srcset'];
    isChanged = true;
  }
  return isChanged ? shown : null;
}

function pictureFor(source: string, pictures: Record<string, string>): string | undefined {
  const cid = /^\s*cid:(.{1,300})$/i.exec(source)?.[1];
  const keys = cid === undefined ? [remoteAddress(source) ?? ''] : [`cid:${cid}`, `cid:${decoded(cid)}`];
  return keys.map((key) => (Object.hasOwn(pictures, key) ? pictures[key] : undefined)).find((picture) => picture !== undefined);
}

function remoteAddress(source: string | undefined): string | null {
  const address = source?.trim().replace(/^\/\//, 'https://') ?? '';
  return /^https?:\/\//i.test(address) && URL.canParse(address) ? new URL(address).href : null;
}

/** Inline style with !important: no stylesheet of the mail can hide it. */
const MARK =
  'display:inline!important;visibility:visible!important;opacity:1!important;position:static!important;font:12px/1.4 system-ui,sans-serif!important;text-indent:0!important;background:#fff!important;';

function markOf(target: LinkTarget, words: string, disguised: string): string {
  const where = escaped(target.address.length > 120 ? `${target.address.slice(0, 120)}…` : target.address);
  if (target.isDisguised)
    return `<span style="${MARK}color:#a80000!important;font-weight:600!important"> ⚠ ${escaped(disguised)} ${where}</span>`;
  if (words.includes(target.host)) return '';
  return `<span style="${MARK}color:#595959!important" title="${where}"> [${escaped(target.host)}]</span>`;
}

function tagOf(name: string, attributes: Record<string, string>): string {
  const list = Object.entries(attributes).filter(([key]) => /^[a-z][\w:-]*$/i.test(key));
  return `<${[name, ...list.map(([key, value]) => `${key}="${escaped(value)}"`)].join(' ')}>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

function edited(html: string, edits: { from: number; to: number; text: string }[]): string {
  let shown = '';
  let at = 0;
  for (const { from, to, text } of edits.toSorted((a, b) => a.from - b.from)) {
    if (from < at) continue;
    shown += html.slice(at, from) + text;
    at = to;
  }
  return shown + html.slice(at);
}
