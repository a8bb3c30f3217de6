import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { asTenant } from '../../db/client.ts';
import { recordEvent } from '../../db/request-events.ts';
import { deliver } from '../../workflows/deliver.ts';
import { type OpenTask, openTasks } from '../house/agents.ts';
import { send } from '../house/mails.ts';
import { atOnce, openBench } from './beside-bare.ts';

/**
 * Whole requests a second (mail in → acknowledged, task → answered → archived; mail servers beside, synchronous_commit on) against a bare workflow with the same waits
 * and jobs, alternating in one run. Last line: ours ÷ bare, median of the pairs.
 */
const pairs = Number(process.argv[2] ?? 5);
const count = Number(process.argv[3] ?? 150);
let round = 0;

const bench = await openBench();
const { house, client, tenant } = bench;
try {
  await bench.compare({ pairs, count, warmUp: 100, name: 'requests', ours });
} finally {
  await bench.stop();
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
