import type { Expression as Compiled } from './feel/compile.ts';
import type { Decide } from './decision/evaluate.ts';
import type { Graph } from './graph.ts';

/** A graph made ready to run: its FEEL as closures, its decision tables as functions. Never stored. */
export interface Executable {
  graph: Graph;
  /** By source text. */
  feel: ReadonlyMap<string, Compiled>;
  /** By decision id. */
  decide: ReadonlyMap<string, Decide>;
}
