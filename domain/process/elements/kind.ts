import type { Moddle } from '../compile/moddle.ts';
import type { Expression, Graph, GraphElement } from '../graph.ts';
import type { Run, Throw } from '../run/run.ts';
import type { Activation, Wait } from '../state.ts';
import type { ActivationId, GraphHash, Json, StepDescription, Variables } from '../types.ts';

/** What the standard calls an element and the dialect adds to it: one file of this folder each. */
export interface Kind<Data> {
  /** At publish: what the element says, checked. Everything that it reports keeps the graph from being made. */
  read: (source: Source) => Data;
  /** Once its input mappings are done. Never changes the state itself: it says what comes next. */
  enter: (at: At<Data>) => Outcome;
  /** Which extension elements of the dialect it knows (without `zeebe:`); any other is refused. */
  extensions: readonly string[];
  /** Which event definitions of BPMN it knows (without `bpmn:`). */
  definitions?: readonly string[];
  /** Whether input mappings, or only output mappings, or none make sense on it. */
  mappings: 'both' | 'outputs' | 'none';
  /** Takes only the first flow whose condition holds. */
  exclusive?: true;
  /** Waits for several tokens: whether those that arrived, by flow, let it begin; it takes one of each flow. */
  gather?: (arrived: Readonly<Record<string, number>>, node: GraphElement) => boolean;
  /** Begins with what has arrived once no other token can come any more. */
  synchronises?: true;
}

/** The moment of an element being entered. */
export interface At<Data> {
  run: Run;
  id: ActivationId;
  /** BPMN id. */
  element: string;
  node: GraphElement;
  graph: Graph;
  data: Data;
  /** Local variables where it has input mappings, else all that are visible. */
  input: () => Variables;
}

export type Outcome =
  | { next: 'finish'; result: Variables }
  | { next: 'wait'; wait: Wait }
  /** Becomes a scope in which these elements start. */
  | { next: 'open'; elements: string[]; adHoc?: NonNullable<Activation['adHoc']> }
  | { next: 'call'; graph: GraphHash; variables: Variables }
  /** Arms the catch events behind the outgoing flows; the first one wins. */
  | { next: 'race' }
  | { next: 'terminate' }
  | { next: 'throw'; thrown: Throw };

/** It is done at once and brings nothing. */
export const DONE: Outcome = { next: 'finish', result: {} };

export type ReportValues = Record<string, string | number>;

/** Start events without and with a trigger, and the start events of the event sub-processes. */
export interface Inside {
  starts: string[];
  triggered: string[];
  events: string[];
}

/** What `read` may look at and say. */
export interface Source {
  element: Moddle;
  id: string;
  /** The definition's own event definition, e.g. `bpmn:TimerEventDefinition`. */
  definition: Moddle | null;
  /** The extension element of the dialect, e.g. `TaskDefinition`. */
  extension: (type: string) => Moddle | null;
  /** FEEL is parsed and what is wrong with it reported; null where there is no text. */
  expression: (text: unknown, place: string) => Expression | null;
  /** FEEL whatever it begins with. */
  feel: (text: string, place: string) => Expression;
  report: (code: string, place: string | null, values?: ReportValues) => void;
  step: (type: string) => StepDescription | null;
  steps: readonly StepDescription[];
  /** A standard answer that must exist. */
  useAnswer: (key: string, place: string) => void;
  /** Notes that the process names this form, decision, process or message. */
  useForm: (id: string, place: string) => void;
  useDecision: (id: string, place: string) => void;
  callProcess: (key: string, place: string) => void;
  useMessage: (name: string) => void;
  /** The elements that its outgoing flows lead to, and how many flows lead to one of them. */
  targets: () => { element: Moddle; incoming: number }[];
  /** What begins the element's inside. */
  inside: () => Inside;
}

/** A kind with its data's type forgotten, for the registry: `data` comes back from JSON as what `read` returned. */
export function kind<Data extends Json>(one: Kind<Data>): Kind<Json> {
  return one as unknown as Kind<Json>;
}
