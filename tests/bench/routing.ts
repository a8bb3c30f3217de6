import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startPostgres } from '../../commands/servers/postgres.ts';
import { asTenant, connect } from '../../db/client.ts';
import { migrate } from '../../db/migrate.ts';
import { assignNext, assignTask, fillUp } from '../../db/routing.ts';
import { tellAssigned } from '../../db/task-news.ts';
import { cpuSeconds } from './cpu.ts';
import { auditFloor, bringTasks, completeOne, furnish } from './routing-floor.ts';
import type { Shift } from './routing-worker.ts';

/**
 * Distribution with 10,000 waiting tasks, 1,000 agents and 40 skills on a Postgres of its own: how long "next" and a push take alone, assignments a second with ten
 * processes at once, and what the database says afterwards of double owners and overfull agents. Arguments: assignments in all, waiting tasks, agents, processes.
 */
const total = Number(process.argv[2] ?? 100_000);
const waiting = Number(process.argv[3] ?? 10_000);
const agents = Number(process.argv[4] ?? 1000);
const processes = Number(process.argv[5] ?? 10);

const folder = mkdtempSync(path.join(tmpdir(), 'vorgang-bench-routing-'));
// As root the database runs as user postgres, who must reach it.
chmodSync(folder, 0o755);
const postgres = await startPostgres({ folder: path.join(folder, 'postgres'), port: 0, log: () => undefined });
const children: ChildProcess[] = [];
try {
  await run();
} finally {
  for (const child of children) child.disconnect();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function run(): Promise<void> {
  const ownerUrl = postgres.url('postgres');
  await migrate({ url: ownerUrl, appPassword: 'bench' });
  const url = ownerUrl.replace(/\/\/postgres:[^@]*@/, '//vorgang_app:bench@');
  const owner = new pg.Client(ownerUrl);
  await owner.connect();
  const { rows } = await owner.query<{ id: string }>(`insert into tenant (slug, name) values ('bench', 'bench') returning id`);
  const tenant = rows[0]?.id ?? '';
  const db = connect(url, 2);
  const request = await furnish(db, tenant, agents);
  const people = await asTenant(db, tenant, (trx) => trx.selectFrom('account').select('id').execute());
  // Everybody is full and the line is long: the state of a busy hour.
  for (let left = waiting + agents * 3; left > 0; left -= 2000) await bringTasks(db, tenant, request, Math.min(left, 2000));
  await owner.query('vacuum analyze');
  for (const { id } of people) await asTenant(db, tenant, async (trx) => tellAssigned(trx, await fillUp(trx, id), 'push'));
  await owner.query('vacuum analyze');
  console.log(`${waiting} waiting, ${agents} agents, ${processes} processes`);

  const someone = (): string => people[Math.floor(Math.random() * people.length)]?.id ?? '';
  const alone = async (name: string, count: number, one: () => Promise<() => Promise<unknown>>): Promise<number> => {
    const times: number[] = [];
    while (times.length < count) {
      const measured = await one();
      const started = performance.now();
      await measured();
      times.push(performance.now() - started);
    }
    console.log(`${name}: p50 ${at(times, 0.5)} ms, p95 ${at(times, 0.95)} ms`);
    return Number(at(times, 0.95));
  };
  const next95 = await alone('"next task" alone', 500, async () => {
    const account = someone();
    await completeOne(db, tenant, account);
    return () =>
      asTenant(db, tenant, async (trx) => {
        await tellAssigned(trx, await assignNext(trx, account), 'next');
      });
  });
  const push = async () => {
    const [task = ''] = await bringTasks(db, tenant, request, 1);
    return () =>
      asTenant(db, tenant, async (trx) => {
        await tellAssigned(trx, await assignTask(trx, task), 'push');
      });
  };
  for (const { id } of people) await asTenant(db, tenant, async (trx) => tellAssigned(trx, await fillUp(trx, id), 'push'));
  await alone('push of a new task, everybody full', 300, push);
  for (const { id } of people) await completeOne(db, tenant, id);
  await alone('push of a new task, everybody with room', 300, push);

  for (let started = 0; started < processes; started += 1) {
    const child = fork(path.join(import.meta.dirname, 'routing-worker.ts'), [url, tenant, request]);
    children.push(child);
    await once(child, 'message');
  }
  const crowd = async (mode: Shift['mode'], count: number): Promise<number> => {
    const [started, cpuBefore] = [performance.now(), cpuSeconds([postgres.pid])];
    const answers = children.map((child) => once(child, 'message') as Promise<[number[]]>);
    for (const child of children) child.send({ mode, count: Math.ceil(count / processes) } satisfies Shift);
    const times = (await Promise.all(answers)).flatMap(([own]) => own);
    const rate = times.length / ((performance.now() - started) / 1000);
    const cpu = ((cpuSeconds([postgres.pid]) - cpuBefore) * 1000) / times.length;
    const { doubleOwners, overCapacity } = await auditFloor(db, tenant);
    console.log(
      `${processes} at once, ${mode}: ${times.length} assignments, ${rate.toFixed(0)}/s, p50 ${at(times, 0.5)} ms, p95 ${at(times, 0.95)} ms, ` +
        `${cpu.toFixed(1)} ms of Postgres' CPU each (ends of work and new tasks included); ${doubleOwners} double owners, ${overCapacity} over capacity so far`,
    );
    return rate;
  };
  const share = Math.ceil(total / 3);
  const [pulled, pushed, mixed] = [await crowd('pull', share), await crowd('push', share), await crowd('mixed', share)];

  const audit = await auditFloor(db, tenant);
  await Promise.all([db.destroy(), owner.end()]);
  console.log(
    `next p95 ${next95} ms; pull ${pulled.toFixed(0)}/s, push ${pushed.toFixed(0)}/s, mixed ${mixed.toFixed(0)}/s; ` +
      `${audit.doubleOwners} double owners, ${audit.overCapacity} over capacity in ${audit.assignments} assignments, ${audit.waiting} waiting at the end`,
  );
}

function at(times: number[], quantile: number): string {
  const sorted = times.toSorted((a, b) => a - b);
  return (sorted[Math.floor(sorted.length * quantile)] ?? 0).toFixed(1);
}
