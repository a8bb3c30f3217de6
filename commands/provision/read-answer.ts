export interface ShippedAnswer {
  key: string;
  language: 'de' | 'en';
  title: string;
  subject: string | null;
  /** Liquid, plain text. */
  body: string;
  /** Kinds for which it is offered first. */
  kinds: string[];
  /** Sent by processes; not offered to agents. */
  automatic: boolean;
}

/**
 * A standard answer's file: `title`, `subject`, `kinds` and `automatic` between two lines of `---`, then the body.
 * @param name file name without `.md`: key and language, e.g. `acknowledgement.de`
 */
export function readAnswer(name: string, text: string): ShippedAnswer {
  const [, key, language] = /^(.+)\.(de|en)$/.exec(name) ?? [];
  const [, head, body] = /^---\n(.*?)\n---\n(.*)$/s.exec(text) ?? [];
  if (key === undefined || head === undefined || body === undefined) {
    throw new Error(`Standard answer "${name}": expected a name such as greeting.de.md and a head between two lines of ---.`);
  }
  const values = new Map(
    head.split('\n').map((line): [string, string] => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
    }),
  );
  const title = values.get('title');
  if (!title) throw new Error(`Standard answer "${name}" has no title. Add a line "title: …" to its head.`);
  return {
    key,
    language: language as 'de' | 'en',
    title,
    subject: values.get('subject') || null,
    body: body.trim(),
    kinds: (values.get('kinds') ?? '')
      .split(',')
      .map((kind) => kind.trim())
      .filter((kind) => kind !== ''),
    automatic: values.get('automatic') === 'true',
  };
}
