import { FeelError } from '../feel/feel-error.ts';
import type { Surroundings } from '../feel/compile.ts';
import { toJson, type Value } from '../feel/values.ts';
import type { Expression } from '../graph.ts';
import type { ActivationId, Json, Variables } from '../types.ts';
import { executableOf, Fault, type Run } from './run.ts';
import { visible } from './variables.ts';

/** The value of an expression as seen from an activation, as it would be kept in a variable. */
export function json(run: Run, from: ActivationId, expression: Expression, nearer?: Variables): Json {
  const value = evaluate(run, from, expression, nearer);
  try {
    return toJson(value);
  } catch (error) {
    throw asFault(error, expression);
  }
}

/**
 * The value of an expression as seen from an activation; `nearer` hides variables of the same name.
 * @throws Fault where it cannot be evaluated
 */
export function evaluate(run: Run, from: ActivationId, expression: Expression, nearer?: Variables): Value {
  if ('text' in expression) return expression.text;
  const compiled = executableOf(run, from).feel.get(expression.feel);
  if (!compiled) throw new Fault('EXTRACT_VALUE_ERROR', `"${expression.feel}" was not compiled`);
  try {
    return compiled(surroundings(run, from, nearer));
  } catch (error) {
    throw asFault(error, expression);
  }
}

function asFault(error: unknown, expression: Expression): unknown {
  if (!(error instanceof FeelError)) return error;
  const text = 'feel' in expression ? expression.feel : expression.text;
  return new Fault(error.code, `"${text}": ${error.message}`);
}

/** @throws Fault where the value is not true or false */
export function condition(run: Run, from: ActivationId, expression: Expression, place: string, nearer?: Variables): boolean {
  const value = evaluate(run, from, expression, nearer);
  if (typeof value === 'boolean') return value;
  const text = 'feel' in expression ? expression.feel : expression.text;
  const what = value === null ? 'null: is a variable missing?' : JSON.stringify(toJson(value));
  throw new Fault('CONDITION_ERROR', `${place}: "${text}" gives neither true nor false but ${what}`);
}

/** A value that must be text; null only where allowed. @throws Fault */
export function text(run: Run, from: ActivationId, expression: Expression, place: string): string {
  const value = evaluate(run, from, expression);
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  throw new Fault('EXTRACT_VALUE_ERROR', `${place} must be text, not ${JSON.stringify(toJson(value))}`);
}

export function surroundings(run: Run, from: ActivationId, nearer?: Variables): Surroundings {
  const { zone, calendars } = executableOf(run, from).graph;
  return {
    zone,
    calendars,
    lookup: (name) => (nearer && Object.hasOwn(nearer, name) ? nearer[name] : visible(run, from, name)),
    at: run.event.at,
    seed: () => {
      run.drawn += 1;
      return `${run.event.id}:${from}:${run.drawn}`;
    },
  };
}
