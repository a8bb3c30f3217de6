import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { asTenant } from '../../db/client.ts';
import { type Agent, call, hireAgents, openTasks, reply } from '../house/agents.ts';
import { type House, openHouse } from '../house/house.ts';
import { type Histories, searchHistories } from '../house/histories.ts';
import { doubles, send } from '../house/mails.ts';
import { until } from '../house/until.ts';
import { provisionTenant } from '../tenant.ts';

export interface LoseTemporal {
  requests: number;
  archived: number;
  /** Mails that the receiving server took. */
  mails: number;
  double: number;
  histories: Histories;
  unknown: number;
}

const shop = 'service@test.example';

/**
 * Temporal's data folder is deleted while requests are open: with tasks, timers, a question outside and a mail being handed over. After `npm run reconcile` all reach
 * their end and nothing goes out twice.
 */
export async function loseTemporal({ requests, log }: { requests: number; log: (line: string) => void }): Promise<LoseTemporal> {
  const house = await openHouse({ log });
  try {
    const { tenant } = await provisionTenant(house.ownerUrl, house.db);
    const agents = await hireAgents(house, tenant);
    for (let index = 0; index < requests; index += 1) {
      send(
        house,
        {
          from: `kunde-${index}@kunden.example`,
          subject: `Frage ${index}`,
          text: 'Ist die Creme vegan?',
          messageId: `<mail-${index}@kunden.example>`,
        },
        shop,
      );
    }
    await until(
      'a task for every request',
      () => openTasks(house, tenant),
      (seen) => seen.length >= requests,
    );
    await until(
      'all acknowledgements',
      async () => house.mail.accepted.length,
      (seen) => seen >= requests,
    );
    const [asked] = await openTasks(house, tenant);
    if (asked) await askOutside(house, agents, asked);
    await until(
      'the question is out',
      async () => house.mail.accepted.length,
      (seen) => seen > requests,
    );
    // Their answers are being handed over at the very moment.
    const tasks = await openTasks(house, tenant);
    const inFlight = tasks.slice(0, 5).map((task) => reply(house, agents, task, 'answered'));
    await delay(30);
    log('Temporal loses everything');
    await house.loseTemporal();
    await Promise.allSettled(inFlight);
    log((await house.run('reconcile')).trim());
    await finishAll(house, tenant, agents, log);
    const { archived, unknown } = await counts(house, tenant);
    return {
      requests,
      archived,
      unknown,
      mails: house.mail.accepted.length,
      double: doubles(house).length,
      histories: await searchHistories(house, tenant),
    };
  } finally {
    await house.stop();
  }
}

async function askOutside(house: House, agents: Agent[], task: Awaited<ReturnType<typeof openTasks>>[number]): Promise<void> {
  const agent = agents.find(({ id }) => id === task.assignee);
  const body = {
    expertAddress: 'labor@pruefstelle.example',
    expertName: 'Labor',
    question: 'Enthält die Creme Bienenwachs?',
    dueAt: new Date(Date.now() + 86_400_000).toISOString(),
    task: task.task,
    context: [],
  };
  const response = await call(house, 'POST', `/api/requests/${task.request}/consultations`, body, agent, `ask-${task.task}`);
  if (!response.ok) throw new Error(`The expert could not be asked: ${await response.text()}`);
}

/** Every open task is answered and closed; what only waits for its customer hears from him, comes back, and is closed too. */
async function finishAll(house: House, tenant: string, agents: Agent[], log: (line: string) => void): Promise<void> {
  const written = new Set<string>();
  await until(
    'every request is archived',
    async () => {
      for (const task of await openTasks(house, tenant)) await reply(house, agents, task, 'closed');
      for (const { id, address, parent } of await waiting(house, tenant)) {
        if (written.has(id)) continue;
        written.add(id);
        send(
          house,
          {
            from: address,
            subject: 'Re: Frage',
            text: 'Danke, das war alles.',
            messageId: `<again-${id}@kunden.example>`,
            inReplyTo: parent,
          },
          shop,
        );
      }
      return counts(house, tenant);
    },
    ({ open }) => open === 0,
  );
  log('all are over');
}

const waiting = (house: House, tenant: string) =>
  asTenant(house.db, tenant, async (trx) => {
    const { rows } = await sql<{ id: string; address: string; parent: string }>`select r.id, r.requester_address as address,
      (select o.rfc_message_id from outbox o where o.request = r.id and o.purpose = 'answer' order by o.seq desc limit 1) as parent
      from request r where r.status = 'waiting'`.execute(trx);
    return rows.filter((row) => row.parent);
  });

const counts = (house: House, tenant: string) =>
  asTenant(house.db, tenant, async (trx) => {
    const { rows } = await sql<{
      archived: number;
      open: number;
      unknown: number;
    }>`select count(*) filter (where status = 'archived')::int as archived,
      count(*) filter (where status <> 'archived')::int as open, (select count(*)::int from outbox where state = 'unknown') as unknown from request`.execute(
      trx,
    );
    return rows[0] ?? { archived: 0, open: -1, unknown: 0 };
  });
