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
  const catching = links.filter(({ element }) => element.$type === 'bpmn:IntermediateCatchEvent');
  for (const { element, name } of links) {
    if (name === null) found.add('link-name', placeOf(element, 'link'));
    else if (catching.some((other) => other.element === element)) checkCatch(element, name, catching, read, found);
    else connect(element, name, catching, read, found);
  }
  for (const element of inside) joinLinks(element, read, found);
}

type Link = { element: Moddle; name: string | null };

function checkCatch(element: Moddle, name: string, catching: Link[], { elements }: Pick<Read, 'elements'>, found: Findings): void {
  const first = catching.find((other) => other.name === name);
  if (first?.element !== element) found.add('link-double', placeOf(element, 'link'), { name });
  if (elements[element.id ?? '']?.incoming.some((flow) => !flow.startsWith('link:'))) found.add('link-flow', placeOf(element, 'link'));
}

function connect(
  element: Moddle,
  name: string,
  catching: Link[],
  { elements, flows }: Pick<Read, 'elements' | 'flows'>,
  found: Findings,
): void {
  const target = catching.find((other) => other.name === name)?.element.id;
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
