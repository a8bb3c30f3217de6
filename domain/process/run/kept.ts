import type { EngineState } from '../state.ts';
import type { ActivationId, EngineEvent } from '../types.ts';
import { fire } from './fire.ts';
import type { Run } from './run.ts';
import { sizeOf } from './size.ts';

type Message = Extract<EngineEvent, { type: 'message' }>;

/** Messages and bytes that one request keeps for receivers that are not there yet. */
const MOST_KEPT = 100;
const MOST_BYTES = 1024 * 1024;

/** Keeps a message that nothing waits for yet, as long as it says. False where it is not to be kept, or no more fit. */
export function keep(run: Run, { id, at, name, key, variables, until }: Message): boolean {
  const kept = run.state.kept ?? [];
  if (until === undefined || until <= at || kept.length >= MOST_KEPT) return false;
  const bytes = [...kept, { variables }].reduce((sum, one) => sum + sizeOf(one.variables), 0);
  if (bytes > MOST_BYTES) return false;
  run.state.kept = [...kept, { id, name, key, variables, until }];
  return true;
}

/** The oldest kept message that something waits for now goes there. @returns whether there was one */
export function takeKept(run: Run): boolean {
  for (const message of run.state.kept ?? []) {
    const id = subscriber(run.state, message);
    if (id === null) continue;
    setKept(run, (one) => one !== message);
    fire(run, id, message.variables);
    return true;
  }
  return false;
}

export function dropOutdated(run: Run): void {
  if (run.state.kept) setKept(run, ({ until }) => until > run.event.at);
}

/** Which subscription a message goes to: exactly one, the innermost, of equals the oldest. */
export function subscriber(state: EngineState, message: { name: string; key: string | null }): ActivationId | null {
  let found: { id: ActivationId; depth: number } | null = null;
  for (const [id, at] of Object.entries(state.on)) {
    const { wait } = at;
    if (wait?.for !== 'message' || wait.name !== message.name) continue;
    if (wait.key !== null && wait.key !== message.key) continue;
    const depth = depthOf(state, id);
    if (!found || depth > found.depth) found = { id, depth };
  }
  return found?.id ?? null;
}

function depthOf(state: EngineState, id: ActivationId): number {
  const at = state.on[id];
  let depth = at?.of !== undefined && at.of !== at.scope ? 1 : 0;
  for (let up = at?.scope; up !== undefined; up = state.on[up]?.scope) depth += 1;
  return depth;
}

function setKept(run: Run, stays: (message: NonNullable<EngineState['kept']>[number]) => boolean): void {
  const kept = (run.state.kept ?? []).filter(stays);
  if (kept.length > 0) run.state.kept = kept;
  else delete run.state.kept;
}
