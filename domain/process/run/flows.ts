import type { ActivationId } from '../types.ts';
import { kindOf } from '../elements/index.ts';
import { condition } from './evaluate.ts';
import { activation, element, executableOf, Fault, type Run } from './run.ts';

/**
 * The sequence flows that the token takes on leaving: for an exclusive gateway the first whose condition holds, else all
 * without a condition or with one that holds; the default flow only where no condition holds.
 * @throws Fault where there are flows but none can be taken
 */
export function outgoing(run: Run, id: ActivationId): string[] {
  const executable = executableOf(run, id);
  const { flows } = executable.graph;
  const node = element(executable, activation(run, id).element);
  if (node.outgoing.length <= 1 && node.default === null) {
    const [only] = node.outgoing;
    if (only === undefined || !flows[only]?.condition) return node.outgoing;
  }
  const exclusive = kindOf(node).exclusive === true;
  const taken: string[] = [];
  let held = false;
  for (const flow of node.outgoing) {
    if (flow === node.default) continue;
    const wanted = flows[flow]?.condition ?? null;
    if (wanted !== null && !condition(run, id, wanted, `flow ${flow}`)) continue;
    held ||= wanted !== null;
    taken.push(flow);
    if (exclusive) return taken;
  }
  if (node.default !== null && !held) taken.push(node.default);
  if (taken.length === 0) {
    throw new Fault('CONDITION_ERROR', 'no condition of an outgoing flow holds, and there is no default flow');
  }
  return taken;
}
