/** An element as bpmn-moddle and dmn-moddle give it. References are resolved to elements. */
export interface Moddle {
  $type: string;
  $parent?: Moddle;
  id?: string;
  name?: string;
  $instanceOf?: (type: string) => boolean;
  [property: string]: unknown;
}

export function many(value: unknown): Moddle[] {
  return Array.isArray(value) ? (value as Moddle[]) : [];
}

export function one(value: unknown): Moddle | null {
  return typeof value === 'object' && value !== null ? (value as Moddle) : null;
}

export function string(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
