import { load } from '../../domain/process/load.ts';
import type { Graph, Json, Variables } from '../../domain/process/types.ts';

/** The shipped decision tables as functions of kind and class: by the entry process's own compiled decisions. */
export function shippedTables(intake: Graph): Record<'handling' | 'serviceLevel', (kind: string, customerClass: string) => Variables> {
  const { decide } = load(intake);
  const table = (id: string) => {
    const known = new Map<string, Variables>();
    return (kind: string, customerClass: string): Variables => {
      const key = `${kind} ${customerClass}`;
      const found = known.get(key) ?? (made(id, { kind, customerClass }) as Variables);
      known.set(key, found);
      return found;
    };
  };
  const made = (id: string, variables: Record<string, Json>): Json => {
    const decision = decide.get(id);
    if (!decision) throw new Error(`The entry process asks no decision "${id}".`);
    return decision({ lookup: (name: string) => variables[name], now: '2026-01-05T09:00:00Z' } as unknown as Parameters<typeof decision>[0])
      .result;
  };
  return { handling: table('processing-matrix'), serviceLevel: table('service-level') };
}
