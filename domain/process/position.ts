import { asEngineState, type Activation, type EngineState } from './state.ts';
import type { GraphHash, Position, State, Variables } from './types.ts';

/** Where a request stands that has no process yet. */
export const nowhere: Position = { tokens: [], timers: [], messages: [], signals: [], tasks: [], steps: [], incidents: [] };

/** What a request's process waits for, as people and the clock see it. */
export function position(state: State): Position {
  const on = asEngineState(state).on;
  const found: Position = { tokens: [], timers: [], messages: [], signals: [], tasks: [], steps: [], incidents: [] };
  for (const [activation, a] of Object.entries(on)) {
    const { element, wait, incident } = a;
    if (!a.of && !a.graph) {
      found.tokens.push({ activation, graph: graphAt(on, a), element, incident: incident !== undefined });
    }
    if (incident) {
      found.incidents.push({ activation, element, code: incident.code, message: incident.message });
    } else if (wait?.for === 'task') {
      found.tasks.push({ activation, element });
    } else if (wait?.for === 'step') {
      found.steps.push({ activation, element, step: wait.step });
    } else if (wait?.for === 'message') {
      found.messages.push({ activation, element, name: wait.name, key: wait.key });
    } else if (wait?.for === 'timer') {
      found.timers.push({ id: `${activation}:t`, activation, element, at: wait.at, firing: wait.firing });
    }
  }
  return found;
}

/** The variables of the process itself (its root scope). */
export function variablesOf(state: State): Variables {
  const { on, final } = asEngineState(state);
  return on['a0']?.vars ?? final ?? {};
}

function graphAt(on: EngineState['on'], activation: Activation): GraphHash {
  let at: Activation | undefined = activation;
  while (at && !at.graph) at = at.scope === undefined ? undefined : on[at.scope];
  return at?.graph ?? '';
}
