import { asEngineState, draftOf, type Activation, type EngineState, type Wait } from './state.ts';
import type { ActivationId, GraphHash, Position, Standing, State, Variables } from './types.ts';

/** Where a request stands that has no process yet. */
export const nowhere: Position = { tokens: [], timers: [], messages: [], signals: [], tasks: [], steps: [], incidents: [] };

/** What a request's process waits for, as people and the clock see it. */
export function position(state: State): Position {
  const on = asEngineState(state).on;
  const found: Position = { tokens: [], timers: [], messages: [], signals: [], tasks: [], steps: [], incidents: [] };
  for (const [activation, a] of Object.entries(on)) {
    const { wait, incident } = a;
    const at: Standing = { activation, element: a.element, ...instanceOf(on, a) };
    // Where a body has opened, its instances are the tokens.
    if (!a.of && !a.graph && (!a.loop || incident)) {
      found.tokens.push({ ...at, graph: graphAt(on, a), incident: incident !== undefined });
    }
    if (incident) found.incidents.push({ ...at, code: incident.code, message: incident.message });
    else if (wait) addWait(found, at, wait);
  }
  return found;
}

/** All variables as seen from an activation: its own, those of its scopes, those of its process. Empty where it is over. */
export function variablesAt(state: State, activation: ActivationId): Variables {
  const { on } = draftOf(asEngineState(state));
  const chain: Variables[] = [];
  for (let at = on[activation]; at; at = at.graph || at.scope === undefined ? undefined : on[at.scope]) chain.unshift(at.vars ?? {});
  return Object.assign({}, ...chain) as Variables;
}

/** The variables of the process itself (its root scope). */
export function variablesOf(state: State): Variables {
  const { on, final } = asEngineState(state);
  return on['a0']?.vars ?? final ?? {};
}

function addWait(found: Position, at: Standing, wait: Wait): void {
  if (wait.for === 'task') found.tasks.push(at);
  else if (wait.for === 'step') found.steps.push({ ...at, step: wait.step });
  else if (wait.for === 'message') found.messages.push({ ...at, name: wait.name, key: wait.key });
  else if (wait.for === 'signal') found.signals.push({ ...at, name: wait.name });
  else if (wait.for === 'timer') found.timers.push({ ...at, id: `${at.activation}:t`, at: wait.at, firing: wait.firing });
}

/** Numbers of the instances that an activation is or lies in, outermost first; nothing outside of any. */
function instanceOf(on: EngineState['on'], activation: Activation): { instance?: number[] } {
  const instance: number[] = [];
  for (let at: Activation | undefined = activation; at; at = at.scope === undefined ? undefined : on[at.scope]) {
    if (at.n !== undefined) instance.unshift(at.n);
  }
  return instance.length > 0 ? { instance } : {};
}

function graphAt(on: EngineState['on'], activation: Activation): GraphHash {
  let at: Activation | undefined = activation;
  while (at && !at.graph) at = at.scope === undefined ? undefined : on[at.scope];
  return at?.graph ?? '';
}
