import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { expect, test } from 'vitest';
import { isAlive } from '../../commands/servers/process.ts';
import { obtainTemporal } from '../../commands/servers/temporal-cli.ts';
import { startTemporal, type TemporalServer } from '../../commands/servers/temporal.ts';
import { temporaryFolder } from './temporary-folder.ts';

async function countWorkflows({ address, namespace }: TemporalServer): Promise<number> {
  const connection = await Connection.connect({ address });
  const { count } = await new Client({ connection, namespace }).workflow.count();
  await connection.close();
  return count;
}

async function startWorkflow({ address, namespace }: TemporalServer): Promise<void> {
  const connection = await Connection.connect({ address });
  await new Client({ connection, namespace }).workflow.start('nothing', { taskQueue: 'nobody', workflowId: 'one' });
  await connection.close();
}

test('workflows are there again after a restart, a killed server and one that was left behind', async () => {
  const folder = await temporaryFolder();
  const cli = await obtainTemporal({ log: () => {} });
  const start = () => startTemporal({ cli, folder, port: 0, uiPort: null, log: () => {} });
  const first = await start();
  expect(first.fresh).toBe(true);
  await startWorkflow(first);
  await expect.poll(() => countWorkflows(first), { timeout: 10_000 }).toBe(1);

  const second = await start();
  expect(isAlive(first.pid)).toBe(false);
  expect(second.fresh).toBe(false);
  process.kill(second.pid, 'SIGKILL');
  await second.exited;

  const third = await start();
  expect(await countWorkflows(third)).toBe(1);
  await third.stop();
  expect(isAlive(third.pid)).toBe(false);
});

test('a file that another version of the CLI made is set aside, not opened', async () => {
  const folder = await temporaryFolder();
  const cli = await obtainTemporal({ log: () => {} });
  writeFileSync(join(folder, 'version'), '1.2.0');
  writeFileSync(join(folder, 'temporal.db'), 'of another time');
  const said: string[] = [];
  const server = await startTemporal({ cli, folder, port: 0, uiPort: null, log: (line) => said.push(line) });
  await server.stop();
  expect(server.fresh).toBe(true);
  expect(readFileSync(join(folder, 'temporal.db.1.2.0'), 'utf8')).toBe('of another time');
  expect(existsSync(join(folder, 'temporal.db'))).toBe(true);
  expect(said.join()).toContain('CLI 1.2.0');
});
