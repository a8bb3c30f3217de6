/** Endings that a word with a dot has when it names a file and not a host. */
const FILE = /\.(?:pdf|docx?|xlsx?|pptx?|zip|png|jpe?g|gif|txt|csv|html?|eml|xml|exe)$/i;
const HOST =
  /(?:https?:\/\/|\/\/)?(?:[^\s/@]+@)?((?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,8}\p{L}{2,24})(?![\p{L}\p{N}@])/giu;

/** Where a link of a mail really leads. */
export interface LinkTarget {
  /** The whole address as a browser would open it: no tricks with letters of other scripts. */
  address: string;
  host: string;
  /** The words of the link name another host than the one it leads to. */
  isDisguised: boolean;
}

/** @returns null for links within the mail and schemes that open nothing elsewhere (mailto, tel). */
export function linkTargetOf(href: string, words: string): LinkTarget | null {
  let url: URL;
  try {
    url = new URL(href.trim().replace(/^\/\//, 'https://'));
  } catch {
    return null;
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  const named = hostsIn(words.slice(0, 2000));
  return { address: url.href, host: url.hostname, isDisguised: named.some((host) => !isSameHouse(host, url.hostname)) };
}

function hostsIn(words: string): string[] {
  return [...words.matchAll(HOST)].slice(0, 10).flatMap((match) => {
    const name = match[1] ?? '';
    if (FILE.test(name) && !/^(?:https?:)?\/\//i.test(match[0])) return [];
    try {
      return [new URL(`https://${name}`).hostname];
    } catch {
      return [];
    }
  });
}

/** The same host, or one within the other: `www.shop.example` and `shop.example`. */
function isSameHouse(named: string, real: string): boolean {
  const [a, b] = [named, real].map((host) => host.replace(/^www\./, ''));
  return a === b || a!.endsWith(`.${b}`) || b!.endsWith(`.${a}`);
}
