import type { Compile } from '../decision/logic.ts';
import { compileClosure, compileExpression, compileTest, freeVariables } from '../feel/compile.ts';
import { FeelSyntaxError } from '../feel/parse.ts';
import type { Expression } from '../graph.ts';
import type { Findings, Place } from './findings.ts';
import { string, type Moddle } from './moddle.ts';

/** Text as the dialect means it: FEEL after a leading `=`, else literal; null where there is none. */
export function expressionOf(text: unknown, at: Place, found: Findings): Expression | null {
  if (typeof text !== 'string' || text.trim() === '') return null;
  if (!text.trimStart().startsWith('=')) return { text };
  return checkedFeel(text.trimStart().slice(1).trim(), at, found);
}

/** An expression as plain BPMN writes it: FEEL by its language, or after a leading `=`; else literal. */
export function formalExpression(expression: Moddle | null, at: Place, found: Findings): Expression | null {
  const body = string(expression?.body)?.trim() ?? '';
  const byLanguage = /feel/i.test(string(expression?.language) ?? '') && !body.startsWith('=');
  return body !== '' && byLanguage ? checkedFeel(body, at, found) : expressionOf(body, at, found);
}

/** FEEL that has been parsed; what is wrong with it is reported with line and column within the expression. */
export function checkedFeel(feel: string, at: Place, found: Findings): Expression {
  report(feel, at, found, () => compileExpression(feel));
  return { feel };
}

/** Compiles the FEEL of an element to find out what is wrong with it; `free` takes the names that it does not know. */
export function reporting(at: Place, found: Findings, free: Set<string>): Compile {
  return {
    feel: (text, known, place) => report(text, { ...at, place }, found, () => compileClosure(text, known, free)) ?? (() => null),
    test: (text, known, place) => report(text, { ...at, place }, found, () => compileTest(text, known, free)) ?? (() => null),
  };
}

/** The variables that an expression looks at; none where it is no FEEL (which is reported where it is checked). */
export function variablesIn(feel: string): string[] {
  try {
    return freeVariables(feel, true);
  } catch (error) {
    if (error instanceof FeelSyntaxError) return [];
    throw error;
  }
}

function report<T>(feel: string, at: Place, found: Findings, compile: () => T): T | null {
  try {
    return compile();
  } catch (error) {
    if (!(error instanceof FeelSyntaxError)) throw error;
    const { line, column, message: detail } = error;
    const expression = feel.length > 80 ? `${feel.slice(0, 80)}…` : feel;
    found.add('feel-syntax', { ...at, line, column }, { expression, detail, line, column });
    return null;
  }
}
