import { sql } from 'kysely';
import { asTenant, connect } from '../../db/client.ts';
import { assignNext, assignTask, fillUp } from '../../db/routing.ts';
import { tellAssigned } from '../../db/task-news.ts';
import { bringTasks, completeOne } from './routing-floor.ts';

/** One of several processes that give out work at once: told by its parent what to do, answers with how long each assignment took. */
export interface Shift {
  mode: 'pull' | 'push' | 'mixed';
  /** Assignments to make. */
  count: number;
}

const [, , url = '', tenant = '', request = ''] = process.argv;
const db = connect(url, 2);
const agents = await asTenant(db, tenant, async (trx) =>
  (await sql<{ id: string }>`select id from account`.execute(trx)).rows.map(({ id }) => id),
);
const someone = (): string => agents[Math.floor(Math.random() * agents.length)] ?? '';

process.on('message', (shift: Shift) => void work(shift).then((times) => process.send?.(times)));
process.on('disconnect', () => process.exit());
process.send?.('ready');

/** Ends work, brings as much new, and gives out: the line stays as long as it was. */
async function work({ mode, count }: Shift): Promise<number[]> {
  const times: number[] = [];
  let fresh: string[] = [];
  let owed = 0;
  while (times.length < count) {
    const account = someone();
    if (await completeOne(db, tenant, account)) owed += 1;
    if (owed >= 20 || (mode !== 'pull' && fresh.length === 0)) {
      fresh = await bringTasks(db, tenant, request, Math.max(1, owed));
      owed = 0;
    }
    const started = performance.now();
    const given =
      mode === 'push' || (mode === 'mixed' && fresh.length > 0)
        ? await push(fresh.pop() ?? '')
        : mode === 'pull'
          ? await pull(account)
          : await fill(account);
    const each = (performance.now() - started) / Math.max(1, given);
    for (let n = 0; n < given; n += 1) times.push(each);
  }
  return times;
}

/** As POST /api/tasks/next does. */
const pull = (account: string): Promise<number> =>
  asTenant(db, tenant, async (trx) => {
    const next = await assignNext(trx, account);
    await tellAssigned(trx, next, 'next');
    return next.length;
  });

/** As a task that comes up does. */
const push = (task: string): Promise<number> =>
  asTenant(db, tenant, async (trx) => {
    const given = await assignTask(trx, task);
    await tellAssigned(trx, given, 'push');
    return given.length;
  });

/** As the end of a task does. */
const fill = (account: string): Promise<number> =>
  asTenant(db, tenant, async (trx) => {
    const given = await fillUp(trx, account);
    await tellAssigned(trx, given, 'push');
    return given.length;
  });
