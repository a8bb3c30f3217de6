import type { GraphElement } from '../graph.ts';
import type { ActivationId, Variables } from '../types.ts';
import { json } from './evaluate.ts';
import { instanceVariables } from './loop.ts';
import { activation, type Run } from './run.ts';
import { checkSizes } from './size.ts';
import { mapped, propagate, visible } from './variables.ts';

/** Makes the local variables of an element that is entered. @throws Fault */
export function mapInputs(run: Run, id: ActivationId, node: GraphElement): void {
  if (node.inputs.length === 0) return;
  const at = activation(run, id);
  const own = instanceVariables(run, id);
  delete at.vars;
  if (own) at.vars = own;
  const inputs = mapped(
    node.inputs,
    () => undefined,
    ({ source }, sofar) => (source === null ? null : json(run, id, source, sofar)),
  );
  checkSizes(inputs);
  at.vars = { ...own, ...inputs };
  for (const name of Object.keys(inputs)) run.changes.push({ scope: id, name, event: 'create' });
}

/**
 * Brings out what an element gave. Without output mappings all of it, from the element outward; with any, only what they
 * say, seen with the result as local variables. Nothing is written before all could be evaluated. @throws Fault
 */
export function mapOutputs(run: Run, id: ActivationId, node: GraphElement, result: Variables): void {
  const { scope, n } = activation(run, id);
  if (node.outputs.length === 0 || scope === undefined) {
    propagate(run, id, result);
    return;
  }
  // What an instance maps stays inside where its output element reads it.
  const outer = n === undefined ? scope : id;
  const outputs = mapped(
    node.outputs,
    (name) => visible(run, outer, name),
    ({ source }, sofar) => (source === null ? null : json(run, id, source, { ...result, ...sofar })),
  );
  propagate(run, outer, outputs);
}
