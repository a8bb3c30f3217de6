import { BpmnModdle } from 'bpmn-moddle';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import { type Findings, WHOLE_FILE } from './findings.ts';
import type { Moddle } from './moddle.ts';

/** 2 MB: a model of 1,000 elements with its diagram has about one. */
const MAX_BYTES = 2 * 1024 * 1024;
/** bpmn-moddle needs 2.8 s for 100,000 nested tags. */
const MAX_DEPTH = 100;
/** A model of 1,000 elements with its diagram has about 12,000 tags. */
const MAX_TAGS = 30_000;

/** Parses BPMN. Null where that is impossible; all that the parser is unhappy about is an error (or: why not). */
export async function parseBpmn(xml: string, found: Findings): Promise<Moddle | null> {
  if (!bounded(xml, found)) return null;
  try {
    const { rootElement, warnings } = await new BpmnModdle({ zeebe }).fromXML(xml);
    for (const warning of warnings) reportWarning(warning, found);
    return rootElement;
  } catch (error) {
    found.add('xml-invalid', WHOLE_FILE, { detail: firstLine(error) });
    return null;
  }
}

/** Size, depth, number of tags and declarations are looked at before any parser sees the text. */
export function bounded(xml: string, found: Findings): boolean {
  if (Buffer.byteLength(xml) > MAX_BYTES) {
    found.add('xml-too-large', WHOLE_FILE, { limit: MAX_BYTES / 1024 / 1024 });
    return false;
  }
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) {
    found.add('xml-doctype', WHOLE_FILE);
    return false;
  }
  const { depth, tags, entity } = measure(xml);
  if (entity !== null) found.add('xml-entity', WHOLE_FILE, { entity });
  if (depth > MAX_DEPTH) found.add('xml-too-deep', WHOLE_FILE, { limit: MAX_DEPTH });
  else if (tags > MAX_TAGS) found.add('xml-too-many', WHOLE_FILE, { limit: MAX_TAGS });
  return depth <= MAX_DEPTH && tags <= MAX_TAGS;
}

export interface ParserWarning {
  message: string;
  element?: Moddle;
  property?: string;
  value?: Moddle;
}

/** Dangling references and double ids are only warnings to the parser. */
export function reportWarning(warning: ParserWarning, found: Findings): void {
  const id = /duplicate ID <([^>]*)>/i.exec(warning.message)?.[1];
  const named = warning.element;
  const at = { element: named?.id ?? id ?? null, elementName: named?.name ?? null, place: warning.property ?? null };
  if (id !== undefined) found.add('duplicate-id', at, { id });
  else if (warning.message.startsWith('unresolved reference')) {
    found.add('dangling-reference', at, { detail: warning.message.replace(/^unresolved reference /, '') });
  } else found.add('xml-invalid', at, { detail: firstLine(warning) });
}

/** The parser would leave it as it stands: XML itself knows five, others need the declaration that is refused. */
const FOREIGN_ENTITY = /&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z_][\w.-]*;/;

/** One pass over the text, without a regular expression that hostile input could slow down. */
function measure(xml: string): { depth: number; tags: number; entity: string | null } {
  let at = 0;
  let deepest = 0;
  let tags = 0;
  let entity: string | null = null;
  for (let from = xml.indexOf('<'); from >= 0;) {
    const end = endOfTag(xml, from);
    const plain = xml[from + 1] !== '!' && xml[from + 1] !== '?';
    if (plain && xml[from + 1] === '/') at -= 1;
    else if (plain) {
      tags += 1;
      if (xml[end - 1] !== '/') at += 1;
    }
    deepest = Math.max(deepest, at);
    const next = xml.indexOf('<', end);
    entity ??= FOREIGN_ENTITY.exec(xml.slice(plain ? from : end, next < 0 ? undefined : next))?.[0] ?? null;
    from = next;
  }
  return { depth: deepest, tags, entity };
}

/** Position of the `>` that ends a tag, comment or CDATA section; the end of the text where there is none. */
function endOfTag(xml: string, from: number): number {
  const until = (text: string) => {
    const found = xml.indexOf(text, from);
    return found < 0 ? xml.length : found + text.length - 1;
  };
  if (xml.startsWith('<!--', from)) return until('-->');
  if (xml.startsWith('<![CDATA[', from)) return until(']]>');
  for (let at = from + 1, quote = ''; at < xml.length; at += 1) {
    const char = xml[at];
    if (quote !== '') quote = char === quote ? '' : quote;
    else if (char === '"' || char === "'") quote = char;
    else if (char === '>') return at;
  }
  return xml.length;
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : ((error as { message?: string }).message ?? String(error));
  return (text.split('\n')[0] ?? '').slice(0, 200);
}
