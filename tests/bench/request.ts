import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { sql } from 'kysely';
import { asTenant } from '../../db/client.ts';
import { recordEvent } from '../../db/request-events.ts';
import { deliver } from '../../workflows/deliver.ts';
import { hireAgents, type OpenTask, openTasks } from '../house/agents.ts';
import { openHouse } from '../house/house.ts';
import { doubles, send } from '../house/mails.ts';
import { provisionTenant } from '../tenant.ts';
import { cpuSeconds } from './cpu.ts';

/**
 * Whole requests a second (mail in → acknowledged, task → answered → archived; mail servers beside, synchronous_commit on) against a bare workflow with the same waits
 * and jobs, alternating in one run. Last line: ours ÷ bare, median of the pairs.
 */
const pairs = Number(process.argv[2] ?? 5);
const count = Number(process.argv[3] ?? 150);
const atOnce = 40;
let round = 0;

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

try {
  // Code that has run some hundred times is compiled; a worker lives for days.
  await ours(100);
  await bare(100);
  const ratios: number[] = [];
  for (let pair = 1; pair <= pairs; pair += 1) {
    const whole = await measured('requests', ours);
    const empty = await measured('bare    ', bare);
    ratios.push(whole / empty);
    console.log(`pair ${pair}: ${(whole / empty).toFixed(2)}`);
  }
  ratios.sort((a, b) => a - b);
  const twice = doubles(house).length;
  if (twice > 0) throw new Error(`${twice} mails went out twice.`);
  console.log(`ratio ${(ratios[ratios.length >> 1] ?? 0).toFixed(2)}`);
} finally {
  bareWorker.kill('SIGTERM');
  await connection.close();
  await house.stop();
}

/** @returns runs a second. */
async function measured(name: string, run: (count: number) => Promise<void>): Promise<number> {
  const pids = () => ({ ...house.pids(), bare: bareWorker.pid ?? 0, bench: process.pid });
  const cpu = () => Object.fromEntries(Object.entries(pids()).map(([part, pid]) => [part, cpuSeconds(part === 'bench' ? [] : [pid])]));
  const before = { ...cpu(), bench: process.cpuUsage() };
  const startedAt = performance.now();
  await run(count);
  const rate = (count * 1000) / (performance.now() - startedAt);
  const own = process.cpuUsage(before.bench);
  const after: Record<string, unknown> = cpu();
  const each = Object.keys(pids())
    .filter((part) => part !== 'bench')
    .map(
      (part) => `${part} ${((((after[part] as number) - (before as unknown as Record<string, number>)[part]!) * 1000) / count).toFixed(0)}`,
    );
  console.log(
    `${name} ${rate.toFixed(1)}/s, CPU ms each: ${each.join(', ')}, this process ${((own.user + own.system) / 1000 / count).toFixed(0)}`,
  );
  return rate;
}

async function ours(howMany: number): Promise<void> {
  round += 1;
  const archivedBefore = await archived();
  for (let index = 0; index < howMany; index += 1) {
    const id = `${round}-${index}`;
    send(
      house,
      { from: `kunde-${id}@kunden.example`, subject: `Frage ${id}`, text: 'Ist die Creme vegan?', messageId: `<${id}@kunden.example>` },
      'service@test.example',
    );
  }
  const answered = new Set<string>();
  const underWay = new Set<Promise<void>>();
  while ((await archived()) < archivedBefore + howMany) {
    for (const task of await openTasks(house, tenant)) {
      if (answered.has(task.task)) continue;
      answered.add(task.task);
      const one = answer(task).finally(() => underWay.delete(one));
      underWay.add(one);
      if (underWay.size >= atOnce) await Promise.race(underWay);
    }
    await delay(100);
  }
}

/** What the API does with a reply, without HTTP. */
async function answer(task: OpenTask): Promise<void> {
  const event = await asTenant(house.db, tenant, async (trx) => {
    const message = await trx
      .insertInto('message')
      .values({
        request: task.request,
        type: 'agent',
        channel: 'mail',
        text: 'Ja, sie ist vegan.',
        subject: 'Ihre Frage',
        to_addresses: [task.address ?? ''],
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const payload = { message: message.id, task: task.task, outcome: 'closed' };
    return recordEvent(trx, {
      request: task.request,
      kind: 'agent-replied',
      payload,
      actor: { type: 'account', id: task.assignee },
      key: `answer:${task.task}`,
    });
  });
  await deliver(client, { tenant, request: task.request, generation: 1, event: event.id }, 30_000);
}

function archived(): Promise<number> {
  return asTenant(house.db, tenant, async (trx) => {
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from request where status = 'archived'`.execute(trx);
    return rows[0]?.count ?? 0;
  });
}

async function bare(howMany: number): Promise<void> {
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
}
