import { decisionFor } from '../decision-for.ts';
import { begunAnew } from '../elements/user-task.ts';
import { FeelError } from '../feel/feel-error.ts';
import type { ActivationId, EngineEvent, GraphHash, Variables } from '../types.ts';
import { surroundings } from './evaluate.ts';
import { executable, executableOf, Fault, type Run } from './run.ts';
import { overwrite } from './variables.ts';

/**
 * Facts have changed by which the request's own process decided something: it is decided again, and what waits for people follows. Where a decision fails or says nothing, its
 * former result stands; whoever takes in what was reconsidered sees that it is missing.
 */
export function reconsider(run: Run, { variables, results }: Extract<EngineEvent, { type: 'reconsider' }>): string | null {
  for (const [name, value] of Object.entries(variables)) overwrite(run, name, value, { parts: true });
  const decided: Variables = {};
  for (const [name, graph] of Object.entries(results)) Object.assign(decided, decidedAgain(run, name, graph));
  for (const [name, value] of Object.entries(decided)) overwrite(run, name, value, { parts: false });
  run.commands.push({ type: 'reconsidered', results: decided });
  for (const [id, { wait, incident }] of Object.entries(run.state.on)) if (wait?.for === 'task' && !incident) changeTask(run, id);
  return null;
}

function decidedAgain(run: Run, name: string, graph: GraphHash | null): Variables {
  const tables = graph === null ? executableOf(run, 'a0') : executable(run, graph);
  const found = decisionFor(tables.graph, name);
  const decide = found && tables.decide.get(found.decision);
  if (!decide || run.state.overran?.[found.element] !== undefined) return {};
  run.announce?.(tables.graph.hash, found.element);
  try {
    const { result, trace } = decide(surroundings(run, 'a0'));
    run.commands.push({ type: 'decided', activation: 'a0', ...found, trace, result });
    return result === null ? {} : { [name]: result };
  } catch (error) {
    if (error instanceof FeelError) return {};
    throw error;
  }
}

/** One whose mappings fail now stays as it was. */
function changeTask(run: Run, id: ActivationId): void {
  try {
    run.commands.push({ type: 'change-task', activation: id, ...begunAnew(run, id) });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
  }
}
