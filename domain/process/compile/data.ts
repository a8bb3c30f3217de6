import { type Findings, placeOf } from './findings.ts';
import type { Parameter } from './mappings.ts';
import { many, type Moddle, one, string } from './moddle.ts';

/**
 * A data object is a variable of its name. Associations that say what goes where (assignment, transformation) are mappings; others only show that something
 * is read or written, as in the dialect, and a hint says so.
 */
export function dataMappings(element: Moddle, found: Findings): { inputs: Parameter[]; outputs: Parameter[] } {
  // Of an event the name is in the singular.
  const read = (property: string) =>
    [...many(element[`${property}s`]), ...many(element[property])].flatMap((association) => {
      const parameters = parametersOf(association);
      if (parameters.length === 0) found.add('data-shown', placeOf(element, 'data'), { name: shown(association) });
      return parameters;
    });
  return { inputs: read('dataInputAssociation'), outputs: read('dataOutputAssociation') };
}

function parametersOf(association: Moddle): Parameter[] {
  const transformed = string(one(association.transformation)?.body);
  const target = one(association.targetRef);
  const whole = transformed === null || !target ? [] : [{ source: feel(transformed), target: variableOf(target) }];
  const parts = many(association.assignment).flatMap(({ from, to }) => {
    const [source, name] = [string(one(from)?.body), string(one(to)?.body)];
    if (source === null || name === null) return [];
    const [first = '', ...path] = name.trim().replace(/^=\s*/, '').split('.');
    const object = [target, ...many(association.sourceRef)].find((end_) => end_?.id === first);
    return [{ source: feel(source), target: [object ? variableOf(object) : first, ...path].join('.') }];
  });
  return [...whole, ...parts];
}

/** A reference stands for its object. */
function variableOf(element: Moddle): string {
  const object = one(element.dataObjectRef) ?? element;
  return object.name ?? element.name ?? object.id ?? '';
}

function shown(association: Moddle): string {
  const [end = null] = [...many(association.sourceRef), one(association.targetRef)].filter((end_) =>
    end_?.$type.startsWith('bpmn:DataObject'),
  );
  return end ? variableOf(end) : '';
}

function feel(text: string): string {
  return text.trimStart().startsWith('=') ? text : `=${text}`;
}
