import type { Expression as Compiled } from './feel/compile.ts';
import type { Decide } from './decision/evaluate.ts';
import type { Graph } from './graph.ts';
import type { Ways } from './run/ways.ts';

/** A graph made ready to run: its FEEL as closures, its decision tables as functions. Never stored. */
export interface Executable {
  graph: Graph;
  /** By source text. */
  feel: ReadonlyMap<string, Compiled>;
  /** By decision id. */
  decide: ReadonlyMap<string, Decide>;
  /** By gateway that waits for tokens which can still reach it. */
  ways: ReadonlyMap<string, Ways>;
}
