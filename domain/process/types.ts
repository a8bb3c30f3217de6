/**
 * The contract of the process engine: what publish makes (Graph), what a request keeps (State), what it is told
 * (EngineEvent) and what it asks for (Command). All of it is plain JSON.
 */
import type { Calendar } from '../service-level/calendar.ts';

export type { Graph } from './graph.ts';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type Variables = { [name: string]: Json };

/** Id of one passage through an element, e.g. `a17`. Never reused within a request, loops included. */
export type ActivationId = string;
/** SHA-256 (hex) of the graph's canonical content: equal content gives an equal hash on any machine. */
export type GraphHash = string;
/** Instant, ISO 8601 in UTC with milliseconds. */
export type Instant = string;

/** What a check at publish has to say. `element` is the BPMN id (or decision / input id); null means the whole file. */
export interface Finding {
  severity: 'error' | 'warning' | 'hint';
  /** Stable code, e.g. `unsupported-element`, `feel-syntax`, `dangling-reference`, `unknown-step`, `step-input`. */
  code: string;
  /** Key of the definition (process, decision, form) in which it was found. */
  definition: string;
  element: string | null;
  /** Name of the element as the designer wrote it. */
  elementName: string | null;
  /** Where within the element, e.g. `input mapping "deadline"`, `condition`. */
  place: string | null;
  line?: number;
  column?: number;
  message: { de: string; en: string };
  remedy: { de: string; en: string };
}

/** A message, signal, timer, task, step or incident that an activation waits for, as people and the clock see it. */
export interface Position {
  /** Where tokens stand, for the diagram. `graph` says whose diagram. */
  tokens: (Standing & { graph: GraphHash; incident: boolean })[];
  /** Armed timers; `firing` counts the cycle. */
  timers: (Standing & { id: string; at: Instant; firing: number })[];
  /** Open message subscriptions. `key` is the evaluated correlation key; null accepts any key of this request. */
  messages: (Standing & { name: string; key: string | null })[];
  signals: (Standing & { name: string })[];
  tasks: Standing[];
  steps: (Standing & { step: string })[];
  incidents: (Standing & { code: string; message: string })[];
}

/** An activation at its element. `instance`: the numbers (from 1) of the multi-instance instances that it is or lies in, outermost first. */
export interface Standing {
  activation: ActivationId;
  element: string;
  instance?: number[];
}

/** `id` is the id of the recorded event: seeds uuid() and random; `at` is what FEEL's now() sees. */
export type EngineEvent = { id: string; at: Instant } &
  /** `from`: the start event that something outside triggered, and what that brought. */
  (
    | { type: 'start'; graph: GraphHash; variables: Variables; from?: { element: string; variables: Variables } }
    | { type: 'timer'; timer: string; firing: number }
    /** `until`: where nothing waits for it yet, it is kept so long, and goes to the first that does. */
    | { type: 'message'; name: string; key: string | null; variables: Variables; until?: Instant }
    /** From outside the request; goes to every subscription to this name. One thrown inside needs no event. */
    | { type: 'signal'; name: string; variables: Variables }
    | { type: 'task-completed'; activation: ActivationId; variables: Variables }
    | { type: 'step-completed'; activation: ActivationId; variables: Variables }
    /** A business error that the step declares: caught by an error boundary or event sub-process, else an incident. */
    | { type: 'step-error'; activation: ActivationId; code: string; message: string; variables: Variables }
    /** A technical failure after its retries: an incident. */
    | { type: 'step-failed'; activation: ActivationId; code: string; message: string }
    /** Answer to `resolve-process`; graph null: no such published process (incident CALLED_ELEMENT_ERROR). */
    | { type: 'process-resolved'; activation: ActivationId; graph: GraphHash | null }
    | { type: 'retry'; activation: ActivationId; variables: Variables }
    /** The element of an incident counts as done; `variables` is what it would have given. */
    | { type: 'skip'; activation: ActivationId; variables: Variables }
    /** A token goes from where it stands to another element of the same scope. */
    | { type: 'move-token'; activation: ActivationId; element: string }
    /** As seen from an activation; null: of the request's own process. */
    | { type: 'set-variables'; activation: ActivationId | null; variables: Variables }
    /** Dates have moved: wherever the process has such a variable it is written (of a context, what is given), and timers that read one are set anew. */
    | { type: 'reschedule'; variables: Variables }
    /**
     * Facts have changed that were decided by: they are written as in `reschedule`, and each decision whose result has one of these names in the request's own process is made
     * again, by the tables of another graph where one is named. Tasks that wait are told what follows for them.
     */
    | { type: 'reconsider'; variables: Variables; results: Record<string, GraphHash | null> }
    /** What runs in one version goes on in another; `elements`: where the tokens of each element are then. */
    | { type: 'migrate'; from: GraphHash; to: GraphHash; elements: Record<string, string> }
    /** The state before a migration, after which nothing has happened. */
    | { type: 'restore'; state: State }
    /**
     * A call was killed while it worked on this element (`Limits.announce` named it last). Deliver this first, then the
     * killed event again: the element opens the incident OVERRUN instead of being evaluated, until someone retries it.
     */
    | { type: 'overrun'; element: string; message: string }
    | { type: 'continue' }
    | { type: 'cancel' }
  );

export type Command =
  | {
      type: 'run-step';
      activation: ActivationId;
      graph: GraphHash;
      element: string;
      /** zeebe:taskDefinition type, e.g. `classify`. */
      step: string;
      /** The activation's local variables after its input mappings (all visible ones where it has none). */
      input: Variables;
      headers: Record<string, string>;
      retries: number;
    }
  | { type: 'cancel-step'; activation: ActivationId }
  | {
      type: 'create-task';
      activation: ActivationId;
      graph: GraphHash;
      element: string;
      name: string;
      assignee: string | null;
      /** zeebe candidateGroups: topics of Vorgang. */
      groups: string[];
      dueAt: Instant | null;
      followUpAt: Instant | null;
      /** zeebe priorityDefinition, 0-100, 50 by default. */
      priority: number;
      form: string | null;
      headers: Record<string, string>;
      input: Variables;
    }
  | { type: 'cancel-task'; activation: ActivationId }
  /** What was decided again, by name; comes before the `change-task` of what follows from it. */
  | { type: 'reconsidered'; results: Variables }
  /** Of an open task: its groups and input as they would be if it were made now. */
  | { type: 'change-task'; activation: ActivationId; groups: string[]; input: Variables }
  /** To whoever waits for it in the tenant, this request included; without a key: this request, and processes that it begins. */
  | { type: 'publish-message'; activation: ActivationId; name: string; key: string | null; variables: Variables }
  /** A task or an incident goes on under another element or version. */
  | { type: 'relocate'; activation: ActivationId; graph: GraphHash; element: string; name: string; form: string | null }
  /** Within the request everyone who waits for it has it already; this is for the other requests of the tenant. */
  | { type: 'broadcast-signal'; activation: ActivationId; name: string; variables: Variables }
  | { type: 'resolve-process'; activation: ActivationId; process: string }
  | {
      type: 'open-incident';
      activation: ActivationId;
      graph: GraphHash;
      element: string;
      code: string;
      message: string;
      variables: Variables;
    }
  | { type: 'close-incident'; activation: ActivationId }
  /** Kept with the request: which rules fired on which inputs. */
  | { type: 'decided'; activation: ActivationId; element: string; decision: string; trace: Json; result: Json }
  /** The process has ended; its variables stay readable by `variablesOf`. */
  | { type: 'finished'; outcome: 'completed' | 'cancelled' };

/** One station of the token's way, for history, heat map and Temporal's summaries. */
export interface Passed {
  activation: ActivationId;
  graph: GraphHash;
  element: string;
  what: 'entered' | 'left' | 'cancelled';
}

export interface Advanced {
  state: State;
  commands: Command[];
  trail: Passed[];
  /** The element limit was reached: commit, then call again with `continue`. */
  more: boolean;
  /** Set where the event fits nothing that waits (late, double, unknown): nothing happened. A stable code. */
  rejected: string | null;
}

/** State of a request's process. Opaque outside domain/process: read it through `position()` and `variablesOf()`. */
export interface State {
  format: 1 | 2;
  status: 'running' | 'completed' | 'cancelled';
  [key: string]: unknown;
}

/** What a step type tells the check at publish (schemas are JSON Schema, from TypeBox). */
export interface StepDescription {
  id: string;
  title: { de: string; en: string };
  input: object;
  output: object;
  mode: 'transaction' | 'job';
  /** Business error codes that the step may answer with. */
  errors: string[];
}

/** Everything one publish looks at: the drafts or published sources of a tenant, by key. */
export interface DefinitionSet {
  /** BPMN XML by process id. */
  processes: Record<string, string>;
  /** DMN XML by definitions key; decisions inside are found by their own ids. */
  decisions: Record<string, string>;
  /** form-js schemas by form id. */
  forms: Record<string, string>;
  /** Keys of standard answers that steps may name. */
  answers: string[];
  /** By key; the first by key says in which zone FEEL's today() tells the day. */
  calendars?: Record<string, Calendar>;
}
