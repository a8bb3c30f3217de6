import { Context } from '@temporalio/activity';
import { ApplicationFailure, CompleteAsyncError, TemporalFailure } from '@temporalio/common';

export interface FailureLog {
  error(fields: Record<string, unknown>, message: string): void;
}

const idNames = ['request', 'mailbox', 'job'] as const;

/**
 * What an activity throws stands in its workflow's history with message, stack and causes; and messages carry values (Postgres' do, and those of parsers). So of anything
 * that is not meant for Temporal it gets a stable type and ids of rows; the cause is told to the log, once and without its message (architecture, rule 10).
 */
export function withStableFailure<I, R>(name: string, log: FailureLog, activity: (input: I) => Promise<R>): (input: I) => Promise<R> {
  return async (input) => {
    try {
      return await activity(input);
    } catch (error) {
      if (error instanceof TemporalFailure || error instanceof CompleteAsyncError) throw error;
      const type = typeOf(error);
      const ids = idsOf(input);
      if (isWorthALine(attempt()))
        log.error({ activity: name, ...ids, type, attempt: attempt(), ...traceOf(error) }, 'An activity failed.');
      const named = Object.entries(ids).map(([key, id]) => `${key} ${id}`);
      throw ApplicationFailure.create({ type, message: [`${name} failed: ${type}`, ...named, "the worker's log has more"].join(', ') });
    }
  };
}

/** `database-` and its SQLSTATE; `system-` and the operating system's code; else `unexpected`. */
function typeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== 'string') return 'unexpected';
  if (/^[0-9A-Z]{5}$/.test(code) && 'severity' in (error as object)) return `database-${code}`;
  return /^E[A-Z]+$/.test(code) ? `system-${code}` : 'unexpected';
}

/** Ids alone: whatever else an input may come to hold stays out. */
function idsOf(input: unknown): Record<string, string> {
  if (typeof input !== 'object' || input === null) return {};
  const given = input as Record<string, unknown>;
  return Object.fromEntries(idNames.flatMap((name) => (typeof given[name] === 'string' ? [[name, given[name]]] : [])));
}

/** Names of classes, tables, constraints and functions. */
function traceOf(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error };
  const { table, constraint, routine, cause } = error as Error & Partial<Record<'table' | 'constraint' | 'routine', unknown>>;
  // A message may have lines of its own; a frame ends with line and column.
  const frames = (error.stack ?? '').split('\n').filter((line) => /^ {4}at .*:\d+:\d+\)?$/.test(line));
  return {
    name: error.name,
    table,
    constraint,
    routine,
    frames: frames.slice(0, 12).map((line) => line.trim()),
    ...(cause === undefined ? {} : { cause: traceOf(cause) }),
  };
}

/** Temporal tries for days: the first, second, fourth, eighth … is enough. */
const isWorthALine = (tries: number): boolean => (tries & (tries - 1)) === 0;

function attempt(): number {
  try {
    return Context.current().info.attempt;
  } catch {
    return 1;
  }
}
