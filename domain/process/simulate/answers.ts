import type { Command, GraphHash, Position, Variables } from '../types.ts';
import type { Random } from './random.ts';

/** What the world says to a task, a step, an open message or an incident. `after`: simulated milliseconds. */
export interface Answer {
  after: number;
  variables?: Variables;
  /** A step answers with this business error instead. */
  error?: string;
  /** A step fails for good, as after its last attempt. */
  failure?: string;
}

export type TaskAsked = Extract<Command, { type: 'create-task' }>;
export type StepAsked = Extract<Command, { type: 'run-step' }>;
export type MessageAwaited = Position['messages'][number];
export type IncidentOpened = Extract<Command, { type: 'open-incident' }>;

/** The world around simulated requests. null: nobody ever answers. What is left out: steps are done at once, all else is never answered. */
export interface Answers {
  task?: (task: TaskAsked, random: Random) => Answer | null;
  step?: (step: StepAsked, random: Random) => Answer | null;
  /** Asked once for every subscription; again after a message that did not end it. */
  message?: (message: MessageAwaited, random: Random) => Answer | null;
  /** An answer is a retry with changed variables. */
  incident?: (incident: IncidentOpened, random: Random) => Answer | null;
  /** Which graph a call binds to whose process is computed. */
  process?: (key: string) => GraphHash | null;
}

/** By element: its answers in turn, the last one for good. Elements that are not named get `otherwise`. */
export function scripted(script: Record<string, Answer[]>, otherwise: Answer | null = null): Answers {
  const turns = new Map<string, number>();
  return byElement(script, otherwise, (list, element) => {
    const turn = turns.get(element) ?? 0;
    turns.set(element, turn + 1);
    return list[Math.min(turn, list.length - 1)];
  });
}

/** By element: any of its answers, drawn by the simulation's seed. Elements that are not named get `otherwise`. */
export function drawn(choices: Record<string, Answer[]>, otherwise: Answer | null = null): Answers {
  return byElement(choices, otherwise, (list, _element, random) => list[Math.floor(random() * list.length)]);
}

type Choose = (list: Answer[], element: string, random: Random) => Answer | undefined;

function byElement(lists: Record<string, Answer[]>, otherwise: Answer | null, choose: Choose): Answers {
  const of = ({ element }: { element: string }, random: Random) =>
    Object.hasOwn(lists, element) ? (choose(lists[element] ?? [], element, random) ?? otherwise) : otherwise;
  return { task: of, step: of, message: of, incident: of };
}
