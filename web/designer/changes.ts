/** One thing that differs between two versions, in the designer's words. */
export interface Change {
  type: 'added' | 'removed' | 'changed';
  /** Its id in the file. */
  id: string;
  label: string;
  /** What was and what is, where that is short enough to say. */
  before?: string;
  after?: string;
}

interface Part {
  label: string;
  /** Everything that belongs to it and has no id of its own. */
  content: string;
  text: string;
}

/** What a publish would change. Moved shapes alone are no change of meaning: they come out as an empty list. Both files as XML (BPMN, DMN) or JSON (forms). */
export function changesBetween(before: string, after: string): Change[] {
  const [old, now] = [partsOf(before), partsOf(after)];
  const changes: Change[] = [];
  for (const [id, part] of now) {
    const was = old.get(id);
    if (!was) changes.push({ type: 'added', id, label: part.label, ...(part.text ? { after: part.text } : {}) });
    else if (was.content !== part.content) changes.push({ type: 'changed', id, label: part.label, ...saidDifference(was, part) });
  }
  for (const [id, part] of old) {
    if (!now.has(id)) changes.push({ type: 'removed', id, label: part.label, ...(part.text ? { before: part.text } : {}) });
  }
  return changes;
}

const saidDifference = (was: Part, is: Part) => (was.text === is.text ? {} : { before: was.text || '–', after: is.text || '–' });

function partsOf(source: string): Map<string, Part> {
  const parts = new Map<string, Part>();
  if (source.trimStart().startsWith('{')) collectJson(JSON.parse(source) as Json, parts);
  else collectXml(new DOMParser().parseFromString(source, 'text/xml').documentElement, parts);
  return parts;
}

/** Drawing and tool settings: no meaning for the process. */
const drawing = /\/(DI|DMNDI|DC)\/|\/dd\/|bpmn\.io\/schema\/dmn\/biodi/i;

function collectXml(element: Element, parts: Map<string, Part>): void {
  for (const child of element.children) {
    if (drawing.test(child.namespaceURI ?? '')) continue;
    if (child.id) parts.set(child.id, { label: labelOf(child), content: contentOf(child), text: textOf(child) });
    collectXml(child, parts);
  }
}

/** Own attributes, and children without an id, as text. Which flows touch an element is the flows' own matter. */
function contentOf(element: Element): string {
  const attributes = [...element.attributes]
    .filter((one) => !drawing.test(one.namespaceURI ?? '') && !one.name.startsWith('xmlns'))
    .map((one) => `${one.name}=${one.value}`)
    .sort();
  const children = [...element.children].filter((child) => !child.id && child.localName !== 'incoming' && child.localName !== 'outgoing');
  return JSON.stringify([element.localName, attributes, element.children.length === 0 ? element.textContent : '', children.map(contentOf)]);
}

/** A rule's cell: its own text. */
function textOf(element: Element): string {
  const [only] = element.children;
  if (only?.localName === 'text' && element.children.length === 1) return only.textContent?.trim() ?? '';
  return '';
}

function labelOf(element: Element): string {
  const { localName } = element;
  if (localName === 'inputEntry' || localName === 'outputEntry') return cellLabel(element);
  const rule = localName === 'rule' ? element : null;
  if (rule) return `${ruleNumber(rule)}`;
  return element.getAttribute('name') ?? element.getAttribute('label') ?? element.id;
}

/** "3 · Erste Antwort": the rule's number and its column. */
function cellLabel(cell: Element): string {
  const rule = cell.parentElement;
  const table = rule?.parentElement;
  if (!rule || !table) return cell.id;
  const isSame = (name: string) => (other: Element) => other.localName === name;
  const position = [...rule.children].filter(isSame(cell.localName)).indexOf(cell);
  const column = [...table.children].filter(isSame(cell.localName === 'inputEntry' ? 'input' : 'output'))[position];
  const first = [...rule.children].find(isSame('inputEntry'))?.textContent?.trim() ?? '';
  return [`${ruleNumber(rule)}${first ? ` (${first})` : ''}`, column?.getAttribute('label') ?? column?.getAttribute('name') ?? ''].join(
    ' · ',
  );
}

function ruleNumber(rule: Element): number {
  const rules = [...(rule.parentElement?.children ?? [])].filter((one) => one.localName === 'rule');
  return rules.indexOf(rule) + 1;
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

function collectJson(value: Json, parts: Map<string, Part>): void {
  if (Array.isArray(value)) for (const item of value) collectJson(item, parts);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  const { id, components, ...own } = value;
  if (typeof id === 'string') {
    const label = [own['label'], own['text'], id].find((text) => typeof text === 'string') ?? id;
    parts.set(id, { label: label.slice(0, 80), content: JSON.stringify(own), text: '' });
  }
  if (components) collectJson(components, parts);
}
