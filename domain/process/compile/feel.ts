import { compileExpression, compileUnaryTests } from '../feel/compile.ts';
import { FeelSyntaxError } from '../feel/parse.ts';
import type { Expression } from '../graph.ts';
import type { Findings, Place } from './findings.ts';

/** Text as the dialect means it: FEEL after a leading `=`, else literal; null where there is none. */
export function expressionOf(text: unknown, at: Place, found: Findings): Expression | null {
  if (typeof text !== 'string' || text.trim() === '') return null;
  if (!text.trimStart().startsWith('=')) return { text };
  return checkedFeel(text.trimStart().slice(1).trim(), at, found);
}

/** FEEL that has been parsed; what is wrong with it is reported with line and column within the expression. */
export function checkedFeel(feel: string, at: Place, found: Findings, names: readonly string[] = []): Expression {
  report(feel, at, found, () => compileExpression(feel, names));
  return { feel };
}

export function checkedTests(tests: string, at: Place, found: Findings, names: readonly string[]): string {
  report(tests, at, found, () => compileUnaryTests(tests, names));
  return tests;
}

function report(feel: string, at: Place, found: Findings, compile: () => unknown): void {
  try {
    compile();
  } catch (error) {
    if (!(error instanceof FeelSyntaxError)) throw error;
    const { line, column, message: detail } = error;
    const expression = feel.length > 80 ? `${feel.slice(0, 80)}…` : feel;
    found.add('feel-syntax', { ...at, line, column }, { expression, detail, line, column });
  }
}
