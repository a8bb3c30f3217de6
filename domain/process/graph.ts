import type { Calendar } from '../service-level/calendar.ts';
import type { Decision } from './decision/model.ts';
import type { GraphHash, Json } from './types.ts';

/** FEEL (written with a leading `=`) or literal text. */
export type Expression = { feel: string } | { text: string };

/** An input or output mapping; a dotted target is a path. No source: null (the dialect's rule). */
export interface Mapping {
  target: string[];
  source: Expression | null;
}

/** An activity that runs again and again (standard) or once for each of many. */
export type Loop =
  | { mode: 'standard'; before: boolean; maximum: number | null; condition: Expression | null }
  | {
      mode: 'parallel' | 'sequential';
      /** How many instances, or the collection that they are made of: one of both. */
      cardinality: Expression | null;
      collection: Expression | null;
      /** Local variable of an instance that holds its item. */
      item: string | null;
      output: { collection: string; element: Expression } | null;
      /** Local variable of an instance that its output element reads; null at first. */
      outputLocal: string | null;
      until: Expression | null;
    };

export interface GraphElement {
  /** Which file in elements/ runs it, e.g. `user-task`. */
  kind: string;
  name: string | null;
  /** Id of the sub-process or process that it lies in; null for the process itself. */
  scope: string | null;
  /** Ids of sequence flows, in XML order. */
  incoming: string[];
  outgoing: string[];
  /** The default flow. */
  default: string | null;
  inputs: Mapping[];
  outputs: Mapping[];
  /** Ids of the boundary events attached, in XML order. */
  boundaries: string[];
  loop?: Loop;
  /** Its compensation boundary event, and the activity that undoes it. */
  compensation?: { event: string; handler: string };
  /** Tokens that it needs to begin, and tokens that it sends on each flow; 1 where absent. */
  startQuantity?: number;
  completionQuantity?: number;
  /** What the kind itself has read. */
  data: Json;
}

export interface GraphFlow {
  source: string;
  target: string;
  condition: Expression | null;
}

/** What publish makes of a process and of all that it names: immutable, plain JSON, named by the hash of its content. */
export interface Graph {
  format: 1;
  hash: GraphHash;
  /** Key of the process (its BPMN id) and its name. */
  process: string;
  name: string;
  /** By id; the process itself is one of them. */
  elements: Record<string, GraphElement>;
  flows: Record<string, GraphFlow>;
  /** Compiled decisions by id, with those that they require. */
  decisions: Record<string, Decision>;
  /** IANA zone in which FEEL's today() tells the day; UTC where it is missing. */
  zone?: string;
  /** Calendars that its expressions name, by key. */
  calendars?: Record<string, Calendar>;
  /** Forms named, by id: SHA-256 of their content. */
  forms: Record<string, string>;
  /** Processes called statically: key → graph. */
  called: Record<string, GraphHash>;
  /** Names of the messages that it may wait for. */
  messages: string[];
}
