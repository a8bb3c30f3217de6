import type { Expression, Mapping } from '../graph.ts';
import type { Findings, Place } from './findings.ts';
import { many, type Moddle } from './moddle.ts';

export interface Mappings {
  inputs: Mapping[];
  outputs: Mapping[];
}

type Read = (text: unknown, place: string) => Expression | null;

/** What is mapped, as the zeebe:IoMapping writes it. */
export type Parameter = Record<string, unknown>;

/** The zeebe:IoMapping of an element, and what its data associations say. `kind`: which mappings make sense on it. */
export function readMappings(
  io: Moddle | null,
  data: { inputs: Parameter[]; outputs: Parameter[] },
  kind: 'both' | 'outputs' | 'none',
  at: Place,
  found: Findings,
  read: Read,
): Mappings {
  const inputs: Parameter[] = [...many(io?.inputParameters), ...data.inputs];
  const outputs: Parameter[] = [...many(io?.outputParameters), ...data.outputs];
  if ((inputs.length > 0 && kind !== 'both') || (outputs.length > 0 && kind === 'none')) {
    found.add('mapping-misplaced', { ...at, place: inputs.length > 0 ? 'input mapping' : 'output mapping' });
  }
  return {
    inputs: inputs.map((one) => mapping(one, 'input', at, found, read)),
    outputs: outputs.map((one) => mapping(one, 'output', at, found, read)),
  };
}

const NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u;

function mapping(one: Parameter, side: 'input' | 'output', at: Place, found: Findings, read: Read): Mapping {
  const text = typeof one.target === 'string' ? one.target : '';
  const target = text.split('.');
  const place = `${side} mapping "${text}"`;
  if (!target.every((part) => NAME.test(part))) found.add('mapping-target', { ...at, place }, { target: text });
  const source = read(one.source, place);
  if (side === 'output' && source !== null && 'text' in source) found.add('mapping-output-text', { ...at, place });
  return { target, source };
}
