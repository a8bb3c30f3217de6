import { createHash } from 'node:crypto';
import type { Duplex } from 'node:stream';
import pg from 'pg';

/** Each statement kept costs the server some memory; a process has a few hundred different ones. */
const mostPerConnection = 400;
const longestText = 4000;

const names = new Map<string, string>();

/**
 * A connection that lets the server keep the plan of every statement with parameters, by a name made of its text: measured, planning was half of what Postgres had to
 * do for a request. After a migration a kept plan may no longer fit (0A000): that connection is given up, and whoever ran the statement tries again.
 */
export class PreparingClient extends pg.Client {
  private readonly kept = new Set<string>();

  // pg's signatures are many; the pool and kysely use (text, values) and leave the rest as it is.
  override query(...given: unknown[]): never {
    const [text, values] = given;
    this.gather();
    const run = super.query.bind(this) as unknown as (...args: unknown[]) => unknown;
    if (given.length !== 2 || typeof text !== 'string' || !Array.isArray(values) || values.length === 0 || !this.keeps(text))
      return run(...given) as never;
    const result = run({ name: nameOf(text), text, values }) as Promise<unknown>;
    return result.catch((error: unknown) => {
      if ((error as { code?: unknown }).code === '0A000') void this.end();
      throw error;
    }) as never;
  }

  /** Statements of one turn leave in one packet, a commit that waited for them to be begun too: sending is what costs most of a small statement. */
  private gather(): void {
    const { stream } = (this as unknown as { connection: { stream: Duplex } }).connection;
    if (stream.writableCorked > 0) return;
    stream.cork();
    // Ticks run before what was promised: with one of each between them, a commit that was only waiting for its statements is in time.
    process.nextTick(() => queueMicrotask(() => process.nextTick(() => stream.uncork())));
  }

  private keeps(text: string): boolean {
    if (this.kept.has(text)) return true;
    if (text.length > longestText || this.kept.size >= mostPerConnection) return false;
    this.kept.add(text);
    return true;
  }
}

function nameOf(text: string): string {
  let name = names.get(text);
  if (!name) {
    name = createHash('sha256').update(text).digest('base64url').slice(0, 22);
    names.set(text, name);
  }
  return name;
}
