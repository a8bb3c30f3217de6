import { rmSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { obtainTemporal } from '../../commands/servers/temporal-cli.ts';
import { startTemporal } from '../../commands/servers/temporal.ts';
import { runFolder } from './folder.ts';
import { startOnce } from './once.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** host:port of the run's Temporal dev server. Test files share it: give task queues and workflow ids names of your own. */
    temporalAddress: string;
    temporalNamespace: string;
  }
}

/** Vitest's global set-up: one Temporal dev server for the whole run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startOnce('temporal', start);
  project.provide('temporalAddress', server.address);
  project.provide('temporalNamespace', server.namespace);
  return server.stop;
}

async function start() {
  const cli = await obtainTemporal({ log: console.log });
  const folder = await runFolder('temporal');
  const server = await startTemporal({ cli, folder, port: 0, uiPort: null, log: () => {} });
  const killAtExit = () => process.kill(server.pid, 'SIGKILL');
  process.once('exit', killAtExit);
  const stop = async () => {
    process.off('exit', killAtExit);
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { address: server.address, namespace: server.namespace, stop };
}
