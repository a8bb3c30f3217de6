import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { hireAgents } from '../house/agents.ts';
import { type House, openHouse } from '../house/house.ts';
import { doubles } from '../house/mails.ts';
import { provisionTenant } from '../tenant.ts';
import { cpuSeconds } from './cpu.ts';

export const atOnce = 40;

/** A house with agents, and bare workflows with the same waits and jobs beside it. */
export interface Bench {
  house: House;
  client: Client;
  tenant: string;
  /** Runs ours and bare workflows in turn, after a warm-up of each, and prints as its last line the median of the pairs' ratios. */
  compare(what: { pairs: number; count: number; warmUp: number; name: string; ours: (count: number) => Promise<unknown> }): Promise<void>;
  stop(): Promise<void>;
}

export async function openBench(): Promise<Bench> {
  const house = await openHouse({});
  const bareWorker = spawn(process.execPath, [path.join(import.meta.dirname, 'bare-worker.ts')], {
    env: { ...process.env, TEMPORAL_ADDRESS: house.temporalAddress },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(bareWorker.stdout, 'data');
  const connection = await Connection.connect({ address: house.temporalAddress });
  const client = new Client({ connection, namespace: 'vorgang' });
  const { tenant } = await provisionTenant(house.ownerUrl, house.db);
  await hireAgents(house, tenant);
  await house.kill('worker');
  await house.start('worker');
  let round = 0;

  const bare = async (howMany: number): Promise<void> => {
    round += 1;
    let next = 0;
    const work = async () => {
      while (next < howMany) {
        const workflowId = `bare-${round}-${next++}`;
        const handle = await client.workflow.start('bare', { workflowId, taskQueue: 'bare' });
        await handle.executeUpdate('answer');
        await handle.result();
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
  };

  /** @returns runs a second. */
  const measured = async (name: string, count: number, run: (count: number) => Promise<unknown>): Promise<number> => {
    const pids: Record<string, number> = { ...house.pids(), bare: bareWorker.pid ?? 0 };
    const cpu = () => new Map(Object.entries(pids).map(([part, pid]) => [part, cpuSeconds([pid])]));
    const before = cpu();
    const ownBefore = process.cpuUsage();
    const startedAt = performance.now();
    await run(count);
    const rate = (count * 1000) / (performance.now() - startedAt);
    const own = process.cpuUsage(ownBefore);
    const each = [...cpu()].map(([part, seconds]) => `${part} ${(((seconds - (before.get(part) ?? 0)) * 1000) / count).toFixed(0)}`);
    const ownEach = ((own.user + own.system) / 1000 / count).toFixed(0);
    console.log(`${name} ${rate.toFixed(1)}/s, CPU ms each: ${each.join(', ')}, this process ${ownEach}`);
    return rate;
  };

  return {
    house,
    client,
    tenant,
    async compare({ pairs, count, warmUp, name, ours }) {
      // Code that has run some hundred times is compiled; a worker lives for days.
      await ours(warmUp);
      await bare(warmUp);
      const ratios: number[] = [];
      for (let pair = 1; pair <= pairs; pair += 1) {
        const whole = await measured(name, count, ours);
        const empty = await measured('bare'.padEnd(name.length), count, bare);
        ratios.push(whole / empty);
        console.log(`pair ${pair}: ${(whole / empty).toFixed(2)}`);
      }
      ratios.sort((a, b) => a - b);
      const twice = doubles(house).length;
      if (twice > 0) throw new Error(`${twice} mails went out twice.`);
      console.log(`ratio ${(ratios[ratios.length >> 1] ?? 0).toFixed(2)}`);
    },
    async stop() {
      bareWorker.kill('SIGTERM');
      await connection.close();
      await house.stop();
    },
  };
}
