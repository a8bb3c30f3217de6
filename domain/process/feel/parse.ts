import { parser, trackVariables } from 'lezer-feel';
import type { Tree } from '@lezer/common';

/** A node of a FEEL expression: lezer's tree without white space and comments. */
export interface Node {
  name: string;
  text: string;
  from: number;
  children: Node[];
}

/** The text is no FEEL. Line and column count from 1, within the expression. */
export class FeelSyntaxError extends Error {
  readonly line: number;
  readonly column: number;
  constructor(message: string, source: string, at: number) {
    super(message);
    const before = source.slice(0, at).split('\n');
    this.line = before.length;
    this.column = (before.at(-1) ?? '').length + 1;
  }
}

/**
 * What is known of a variable beforehand: null, or the shape of a context (its entries) or list (of one item). The grammar
 * needs it for names with blanks or operators in them.
 */
export type Known = { readonly [name: string]: Shape };
export type Shape = null | Known | readonly Shape[];

export const NOTHING_KNOWN: Known = {};

/** Nesting that a person never writes but that would exhaust the stack. */
const MAX_DEPTH = 200;
/** The parser takes a second for a hostile 10,000 characters, and four times as long for twice as many. */
const MAX_LENGTH = 10_000;

/**
 * Parses an expression, or the unary tests of a decision table's cell.
 * @throws FeelSyntaxError
 */
export function parse(source: string, top: Top, known: Known): Node {
  if (source.length > MAX_LENGTH) {
    throw new FeelSyntaxError(`expression longer than ${MAX_LENGTH} characters`, source, 0);
  }
  if (source.trim() === '') throw new FeelSyntaxError('empty expression', source, 0);
  checkNesting(source);
  return toNode(configured(top, known).parse(source), source);
}

/** Names of our own functions that hold keywords, so that the grammar takes them for one name. */
const KEYWORD_NAMES = ['get or else', 'working time between'];
type Top = 'Expression' | 'UnaryTests';
type Parser = typeof parser;
const parsers = { Expression: new WeakMap<Known, Parser>(), UnaryTests: new WeakMap<Known, Parser>() };

/** A parser that knows these names; making one costs as much as some hundred short expressions. */
function configured(top: Top, known: Known): Parser {
  const kept = parsers[top].get(known);
  if (kept) return kept;
  const context = { ...Object.fromEntries(KEYWORD_NAMES.map((name) => [name, null])), ...known };
  const made = parser.configure({ top, contextTracker: trackVariables(context), dialect: 'camunda' });
  parsers[top].set(known, made);
  return made;
}

function toNode(tree: Tree, source: string): Node {
  const root: Node = { name: 'Root', text: source, from: 0, children: [] };
  const stack: Node[] = [root];
  tree.iterate({
    enter: (ref) => {
      if (ref.type.isError) throw new FeelSyntaxError(describe(source, ref.from, ref.to), source, ref.from);
      if (ref.type.isSkipped) return false;
      const node: Node = { name: ref.name, text: source.slice(ref.from, ref.to), from: ref.from, children: [] };
      if (stack.length > MAX_DEPTH) throw new FeelSyntaxError('nested too deeply', source, ref.from);
      stack.at(-1)?.children.push(node);
      stack.push(node);
      return true;
    },
    leave: (ref) => {
      if (!ref.type.isSkipped) stack.pop();
    },
  });
  const top = root.children[0];
  if (!top) throw new FeelSyntaxError('empty expression', source, 0);
  return top;
}

/** Before the parser, which takes seconds for some thousand brackets. Text in quotes counts too: nobody writes so many there either. */
function checkNesting(source: string): void {
  let depth = 0;
  for (let at = 0; at < source.length; at += 1) {
    const char = source[at];
    if (char === '(' || char === '[' || char === '{') depth += 1;
    else if (char === ')' || char === ']' || char === '}') depth = Math.max(0, depth - 1);
    if (depth > MAX_DEPTH) throw new FeelSyntaxError('nested too deeply', source, at);
  }
}

function describe(source: string, from: number, to: number): string {
  const rest = source.slice(from, to > from ? to : from + 20).trim();
  return rest === '' ? 'the expression is not finished' : `unexpected "${rest}"`;
}
