import { setTimeout as delay } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { sql } from 'kysely';
import { readCalendars, versionsOf } from '../../db/calendars.ts';
import { asTenant } from '../../db/client.ts';
import { recordEvent } from '../../db/request-events.ts';
import { openRequest } from '../../db/requests.ts';
import type { Opening } from '../../domain/service-level/calendar.ts';
import { deliver } from '../../workflows/deliver.ts';
import { call, hireAgents } from '../house/agents.ts';
import { openHouse } from '../house/house.ts';
import { until } from '../house/until.ts';
import { provisionTenant } from '../tenant.ts';
import { checkDeadlines } from './calendar/check-deadlines.ts';

/**
 * A calendar changes while requests are open (1,000, unless the argument says otherwise): new ones, answered ones that go on, ones that wait for the
 * customer. Real Temporal and Postgres, through the API. Afterwards every request's deadlines, tasks, process timers and Temporal timer are held against the
 * pure calculation. Last line: how many are right, and the time it took.
 */
const count = Number(process.argv[2] ?? 1000);
const atOnce = 20;
const kinds = ['complaint', 'faulty-order', 'damage', 'delivery-status', 'product-information', 'warranty', 'general'];

const house = await openHouse({});
const connection = await Connection.connect({ address: house.temporalAddress });
const client = new Client({ connection, namespace: 'vorgang' });
try {
  const { tenant, mailbox } = await provisionTenant(house.ownerUrl, house.db);
  const [lead] = await hireAgents(house, tenant);
  if (!lead) throw new Error('Nobody was hired.');
  await asTenant(house.db, tenant, (trx) => sql`update account set roles = array['agent', 'lead', 'administrator']`.execute(trx));
  const tell = (request: string, event: string) => deliver(client, { tenant, request, generation: 1, event }, 60_000);

  const opened = performance.now();
  await inTurn(count, async (index) => {
    const { request, event } = await asTenant(house.db, tenant, (trx) =>
      openRequest(trx, {
        channel: 'mail',
        subject: `Frage ${index}`,
        language: 'de',
        mailbox,
        kind: kinds[index % kinds.length] ?? 'general',
        // Every fourth has an address, so that mails and promises are among them.
        requester: { name: 'Eva Lindner', ...(index % 4 === 0 ? { address: `kunde-${index}@kunden.example` } : {}) },
        message: { text: 'Bitte melden Sie sich.' },
        key: `bench:${index}`,
        receivedAt: new Date(Date.now() - (index % 60) * 60_000),
      }),
    );
    await tell(request, event);
    if (index % 5 < 3) return;
    // Two of five are answered: one goes on, one waits for the customer.
    const replied = await asTenant(house.db, tenant, async (trx) => {
      const task = await trx
        .selectFrom('task')
        .select('id')
        .where('request', '=', request)
        .where('state', '=', 'assigned')
        .executeTakeFirst();
      const message = await trx
        .insertInto('message')
        .values({
          request,
          type: 'agent',
          channel: 'mail',
          text: 'Wir kümmern uns.',
          subject: 'Ihre Frage',
          to_addresses: ['kunde@kunden.example'],
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      const ends = index % 5 === 4 && task ? { task: task.id, outcome: 'answered' } : {};
      const actor = { type: 'account' as const, id: lead.id };
      return recordEvent(trx, { request, kind: 'agent-replied', payload: { message: message.id, ...ends }, actor, key: `answer:${index}` });
    });
    await tell(request, replied.id);
  });
  await until(
    'mails handed over',
    () => waitingJobs(tenant),
    (left) => left === 0,
    600_000,
  );
  console.log(`${count} requests are open after ${seconds(opened)} s.`);

  const [version] = await asTenant(house.db, tenant, (trx) => versionsOf(trx, 'business'));
  const { timeZone, holidays } = version!.rule;
  const hours: Opening[] = [
    ['09:00', '12:00'],
    ['13:00', '16:00'],
  ];
  const calendar = {
    timeZone,
    region: holidays.region ?? null,
    opening: { 1: hours, 2: hours, 3: hours, 4: hours, 5: [['09:00', '12:00']] },
    overrides: {},
  };
  const title = { de: 'Geschäftszeiten', en: 'Business hours' };

  const previewed = performance.now();
  const effect = await call(house, 'POST', '/api/calendars/business/preview', { calendar, validFrom: null }, lead);
  console.log(`Preview in ${seconds(previewed)} s: ${await effect.text()}`);

  const changed = performance.now();
  const body = { title, calendar, validFrom: null, reason: 'Kürzere Öffnungszeiten', version: 1 };
  const saved = await call(house, 'PUT', '/api/calendars/business', body, lead, 'bench-calendar');
  const { batch } = (await saved.json()) as { batch: string };
  const saidAt = seconds(changed);
  let counts: Record<string, number> = {};
  for (let state = 'running'; state === 'running'; await delay(200)) {
    const response = await call(house, 'GET', `/api/batches/${batch}`, undefined, lead);
    ({ state, counts } = (await response.json()) as { state: string; counts: Record<string, number> });
  }
  const took = seconds(changed);
  console.log(`Saved in ${saidAt} s, batch done after ${took} s: ${JSON.stringify(counts)}`);

  const calendars = await asTenant(house.db, tenant, (trx) => readCalendars(trx));
  const { right, wrong, moved } = await checkDeadlines({ house, client, tenant, calendars });
  for (const line of wrong.slice(0, 20)) console.log(line);
  console.log(`${right} of ${right + wrong.length} requests with right deadlines and timers, ${moved} of them moved, in ${took} s`);
  if (wrong.length > 0) process.exitCode = 1;
} finally {
  await connection.close();
  await house.stop();
}

async function inTurn(howMany: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const one = async () => {
    while (next < howMany) await work(next++);
  };
  await Promise.all(Array.from({ length: atOnce }, one));
}

function waitingJobs(tenant: string): Promise<number> {
  return asTenant(house.db, tenant, async (trx) => {
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from job where state in ('ready', 'claimed')`.execute(trx);
    return rows[0]?.count ?? 0;
  });
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1);
}
