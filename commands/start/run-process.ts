import { writeFileSync } from 'node:fs';
import { releaseMemory } from './release-memory.ts';

/** What a process of ours runs. */
export interface Service {
  /** Ends it in good order; leaves nothing running. */
  stop(): Promise<void>;
  /** Settles only if it ends without having been asked to. */
  ended?: Promise<unknown>;
}

/**
 * The life of one of our processes: starts it, tells whoever started us that it is ready (a file, VORGANG_READY_FILE), waits for SIGTERM,
 * SIGINT or SIGHUP, stops it in good order and ends the process. Exit code 1 if it did not start, failed, or did not stop.
 */
export async function runProcess(start: () => Promise<Service>): Promise<never> {
  try {
    const asked = new Promise<'asked'>((resolve) => {
      for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => resolve('asked'));
    });
    const service = await start();
    const readyFile = process.env['VORGANG_READY_FILE'];
    if (readyFile) writeFileSync(readyFile, '');
    releaseMemory();
    const first = await Promise.race([asked, service.ended?.then(() => 'ended' as const) ?? asked]);
    if (first === 'ended') throw new Error('The process ended without having been asked to.');
    await service.stop();
    process.exit(0);
  } catch (error) {
    // A stack helps nobody whose configuration has a fault; the cause behind a refusal to start does.
    const { message, cause } = error as Error;
    console.error(cause instanceof Error ? `${message}\n${cause.message}` : message);
    process.exit(1);
  }
}
