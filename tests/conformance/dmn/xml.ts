/** An element of a test file: trusted, well-formed XML. Names are without their prefix. */
export interface Tag {
  name: string;
  attributes: Record<string, string>;
  children: Tag[];
  text: string;
}

export function parseXml(xml: string): Tag {
  const root: Tag = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const plain = xml.replace(/<!--[\s\S]*?-->|<\?[\s\S]*?\?>/g, '');
  for (const [, tag = '', text = ''] of plain.matchAll(/<([^>]*)>([^<]*)/g)) {
    if (tag.startsWith('/')) open.pop();
    else {
      const [written = ''] = /^[^\s/]+/.exec(tag) ?? [];
      const attributes = [...tag.matchAll(/([\w:.-]+)\s*=\s*("[^"]*"|'[^']*')/g)].map(([, name = '', value = '']) => [
        local(name),
        unescape(value.slice(1, -1)),
      ]);
      const made: Tag = {
        name: local(written),
        attributes: Object.fromEntries(attributes) as Record<string, string>,
        children: [],
        text: '',
      };
      open.at(-1)?.children.push(made);
      open.push(made);
      if (tag.endsWith('/')) open.pop();
    }
    const inside = open.at(-1);
    if (inside) inside.text += unescape(text);
  }
  return root.children[0] ?? root;
}

export function childrenOf(tag: Tag | undefined, name: string): Tag[] {
  return (tag?.children ?? []).filter((one) => one.name === name);
}

export function child(tag: Tag | undefined, name: string): Tag | undefined {
  return childrenOf(tag, name)[0];
}

function local(name: string): string {
  return name.replace(/^.*:/, '');
}

function unescape(text: string): string {
  const known: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (all, hex?: string, code?: string, name?: string) => {
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    return code === undefined ? (known[name ?? ''] ?? all) : String.fromCodePoint(Number(code));
  });
}
