import { Client, Connection } from '@temporalio/client';
import { sql } from 'kysely';
import { asTenant } from '../../db/client.ts';
import { hireAgents, openTasks, reply } from '../house/agents.ts';
import { type House, openHouse } from '../house/house.ts';
import { doubles, send } from '../house/mails.ts';
import { until } from '../house/until.ts';
import { provisionTenant } from '../tenant.ts';

export interface RestoreOlder {
  mails: number;
  requests: number;
  archived: number;
  /** The worker that was started on the older database before it was reconciled ended with a word. */
  refused: boolean;
  /** Mails that went out by themselves although they may have gone out before the restore. */
  again: number;
  /** Message-IDs that the receiving server took more than once. */
  double: number;
  /** Requests of different customers that were told the same number. */
  sameNumbers: number;
}

const shop = 'service@test.example';
const customer = (index: number): string => `kunde-${index}@kunden.example`;

/**
 * A third of the mails is in when a backup is taken; another third comes and is answered after it; then the backup is put back under the newer Temporal. A worker refuses;
 * after `npm run reconcile -- --restored` every mail has its request again, nobody hears anything twice, and the last third is acknowledged as ever.
 */
export async function restoreOlder({ mails, log }: { mails: number; log: (line: string) => void }): Promise<RestoreOlder> {
  const house = await openHouse({ log });
  const third = Math.ceil(mails / 3);
  const arrive = (from: number) => {
    for (let index = from; index < from + third; index += 1) {
      send(
        house,
        { from: customer(index), subject: `Frage ${index}`, text: 'Ist die Creme vegan?', messageId: `<mail-${index}@kunden.example>` },
        shop,
      );
    }
  };
  const sent = () => house.mail.accepted.length;
  try {
    const { tenant } = await provisionTenant(house.ownerUrl, house.db);
    const agents = await hireAgents(house, tenant);
    await house.kill('worker');
    await house.start('worker');
    arrive(0);
    await untilSent(third);
    log('a backup is taken');
    const restore = await house.backup();
    arrive(third);
    await untilSent(2 * third);
    for (const task of (await openTasks(house, tenant)).slice(0, third)) await reply(house, agents, task, 'closed');
    await untilSent(3 * third);
    await sweepNow(house);

    log('the backup is put back');
    await house.kill('worker');
    await house.kill('api');
    await restore();
    const refused = await house.start('worker').then(
      () => false,
      (error: unknown) => String(error).includes('--restored'),
    );
    log((await house.run('reconcile', ['--restored'])).trim());
    const before = sent();
    await house.start('worker');
    await house.start('api');
    await until(
      'every mail has its request again',
      () => counts(house, tenant),
      ({ requests, waiting }) => requests >= 2 * third && waiting === 0,
    );
    const again = sent() - before;
    arrive(2 * third);
    await until(
      'the new ones are acknowledged',
      async () => sent(),
      (count) => count >= before + again + third,
    );
    await until(
      'every request is archived',
      async () => {
        for (const task of await openTasks(house, tenant)) await reply(house, agents, task, 'closed');
        return counts(house, tenant);
      },
      ({ requests, archived }) => requests >= 3 * third && archived === requests,
    );
    const { requests, archived } = await counts(house, tenant);
    return { mails: 3 * third, requests, archived, refused, again, double: doubles(house).length, sameNumbers: sameNumbers(house) };
  } finally {
    await house.stop();
  }

  function untilSent(count: number): Promise<number> {
    return until(
      `${count} mails are out`,
      async () => sent(),
      (seen) => seen >= count,
    );
  }
}

/** Its schedule would come within a minute. */
async function sweepNow(house: House): Promise<void> {
  const connection = await Connection.connect({ address: house.temporalAddress });
  const client = new Client({ connection, namespace: 'vorgang' });
  const swept = async () => (await client.workflow.count(`WorkflowType = 'sweeper' AND ExecutionStatus = 'Completed'`)).count;
  const before = await swept();
  await client.schedule.getHandle('sweeper').trigger();
  await until('a round of the sweeper', swept, (count) => count > before);
  await connection.close();
}

const counts = (house: House, tenant: string) =>
  asTenant(house.db, tenant, async (trx) => {
    const { rows } = await sql<{ requests: number; archived: number; waiting: number }>`select count(*)::int as requests,
      count(*) filter (where status = 'archived')::int as archived,
      (select count(*)::int from request_event where revision is null) + (select count(*)::int from job where state in ('ready', 'claimed')) as waiting from request`.execute(
      trx,
    );
    return rows[0] ?? { requests: 0, archived: 0, waiting: -1 };
  });

/** The number stands in every subject; one number for two customers would bring their answers together. */
function sameNumbers(house: House): number {
  const customersOf = new Map<string, Set<string>>();
  for (const { raw, to } of house.mail.accepted) {
    const number = /^Subject:.*?(V-\d{4}-\d{6})/m.exec(raw.toString('latin1'))?.[1];
    if (number) customersOf.set(number, new Set([...(customersOf.get(number) ?? []), ...to]));
  }
  return [...customersOf.values()].filter((customers) => customers.size > 1).length;
}
