import { deciders } from './decision/evaluate.ts';
import type { Executable } from './executable.ts';
import { compileExpression, type Expression } from './feel/compile.ts';
import { kindOf } from './elements/index.ts';
import type { Graph, GraphElement } from './graph.ts';
import { waysInto } from './run/ways.ts';

/** Makes a graph ready to run: compiles its FEEL once. Keep the result by hash. @throws where the graph is no valid one */
export function load(graph: Graph): Executable {
  const feel = new Map<string, Expression>();
  collect([graph.elements, graph.flows], feel);
  const joins = Object.keys(graph.elements).filter((id) => synchronises(graph.elements[id]));
  return {
    graph,
    feel,
    decide: deciders(graph.decisions),
    ways: new Map(joins.map((id) => [id, waysInto(graph, id)])),
  };
}

function synchronises(node: GraphElement | undefined): boolean {
  return node !== undefined && node.incoming.length > 1 && kindOf(node).synchronises === true;
}

/** Every `{ feel: … }` of the graph, wherever a kind of element keeps it. */
function collect(value: unknown, into: Map<string, Expression>): void {
  if (typeof value !== 'object' || value === null) return;
  const entries = Object.entries(value);
  const [only] = entries;
  if (entries.length === 1 && only?.[0] === 'feel' && typeof only[1] === 'string') {
    if (!into.has(only[1])) into.set(only[1], compileExpression(only[1]));
    return;
  }
  // Headers are free text under free names, `feel` among them.
  for (const [key, inner] of entries) if (key !== 'headers') collect(inner, into);
}
