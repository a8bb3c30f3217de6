import type { Read } from './read-process.ts';
import { type Findings, placeOf } from './findings.ts';
import { many, type Moddle, string } from './moddle.ts';

/**
 * A link event is a sequence flow that is not drawn (OMG 10.4.5): each throwing one gets a flow to the catching one of its name in the same scope, so that
 * the token, the check of reach and an inclusive join need to know nothing of links.
 */
export function joinLinks(scope: Moddle, read: Pick<Read, 'elements' | 'flows'>, found: Findings): void {
  const inside = many(scope.flowElements);
  const links = inside.flatMap((element) => {
    const link = many(element.eventDefinitions).find(({ $type }) => $type === 'bpmn:LinkEventDefinition');
    return link ? [{ element, name: string(link.name) }] : [];
  });
  const isCatching = ({ element }: Link) => element.$type === 'bpmn:IntermediateCatchEvent';
  const catching = new Map<string | null, Moddle>();
  for (const link of links) if (isCatching(link) && !catching.has(link.name)) catching.set(link.name, link.element);
  for (const link of links) {
    const { element, name } = link;
    if (name === null) found.add('link-name', placeOf(element, 'link'));
    else if (isCatching(link)) checkCatch(element, name, catching, read, found);
    else connect(element, name, catching, read, found);
  }
  for (const element of inside) joinLinks(element, read, found);
}

type Link = { element: Moddle; name: string | null };
/** The first of each name. */
type Catching = ReadonlyMap<string | null, Moddle>;

function checkCatch(element: Moddle, name: string, catching: Catching, { elements }: Pick<Read, 'elements'>, found: Findings): void {
  if (catching.get(name) !== element) found.add('link-double', placeOf(element, 'link'), { name });
  if (elements[element.id ?? '']?.incoming.some((flow) => !flow.startsWith('link:'))) found.add('link-flow', placeOf(element, 'link'));
}

function connect(
  element: Moddle,
  name: string,
  catching: Catching,
  { elements, flows }: Pick<Read, 'elements' | 'flows'>,
  found: Findings,
): void {
  const target = catching.get(name)?.id;
  const from = elements[element.id ?? ''];
  const to = target === undefined ? undefined : elements[target];
  if (!from) return;
  if (from.outgoing.length > 0) found.add('link-flow', placeOf(element, 'link'));
  if (target === undefined || !to) {
    found.add('link-target', placeOf(element, 'link'), { name });
    return;
  }
  const id = `link:${element.id}`;
  flows[id] = { source: element.id ?? '', target, condition: null };
  from.outgoing.push(id);
  to.incoming.push(id);
}
