/** What publish makes of DMN files: plain JSON, part of a process's graph. What an older graph lacks is optional. */
export type HitPolicy = 'UNIQUE' | 'FIRST' | 'ANY' | 'PRIORITY' | 'COLLECT' | 'RULE ORDER' | 'OUTPUT ORDER';
export type Aggregation = 'SUM' | 'COUNT' | 'MIN' | 'MAX';

/** What an item definition says of a value. `allowed`: unary tests, each of which a value passes. */
export type FeelType = ({ type: SimpleType } | { type: 'list'; of: FeelType } | { type: 'context'; fields: Record<string, FeelType> }) & {
  allowed?: string[];
};

export type SimpleType =
  'Any' | 'number' | 'string' | 'boolean' | 'date' | 'time' | 'date and time' | 'days and time duration' | 'years and months duration';

/** What an element of the requirement graph needs to know. */
export interface Needs {
  /** Keys of the decisions, knowledge models and services that it requires. */
  requires: string[];
  /** Names of the input data that it requires. */
  inputs: string[];
  /** Types of these, where they have one. */
  types?: Record<string, FeelType>;
}

/** A decision, or what can be called in one: a business knowledge model or decision service, whose value is a function. */
export interface Decision extends Needs {
  /** Key in the graph: its id; for one of an imported file namespace and id. */
  id: string;
  name: string;
  /** Under which name those that require it see its result. */
  variable: string;
  /** What it needs of other files, by the name of the import. */
  imports?: Record<string, Needs>;
  role?: 'knowledge' | 'service';
  as?: FeelType;
  /** Of a service: its parameters after the input data, and what it answers with. */
  service?: { given: string[]; outputs: string[] };
  logic: Logic;
}

export type Logic =
  | { type: 'expression'; feel: string }
  | Table
  /** An entry without name is the result. */
  | { type: 'context'; entries: { name: string | null; as?: FeelType; value: Logic }[] }
  | { type: 'list'; items: Logic[] }
  | { type: 'relation'; columns: string[]; rows: Logic[][] }
  | { type: 'invocation'; function: Logic; bindings: { name: string; value: Logic }[] }
  | { type: 'function'; parameters: { name: string; as?: FeelType }[]; body: Logic }
  | { type: 'conditional'; if: Logic; yes: Logic; no: Logic }
  | { type: 'filter'; in: Logic; match: Logic }
  | { type: 'for' | 'some' | 'every'; variable: string; in: Logic; body: Logic };

export interface Table {
  type: 'table';
  hitPolicy: HitPolicy;
  aggregation: Aggregation | null;
  /** `values`: unary tests, the allowed values. */
  inputs: { label: string; feel: string; type?: SimpleType; values?: string }[];
  /** `values`: FEEL, the list of allowed values in order of priority; `otherwise`: FEEL where no rule matches. */
  outputs: { name: string; values: string | null; otherwise: string | null }[];
  rules: DecisionRule[];
}

export interface DecisionRule {
  id: string;
  /** Unary tests, one per input. */
  tests: string[];
  /** FEEL, one per output; empty: null. */
  outputs: string[];
}
