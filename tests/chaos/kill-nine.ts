import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { asTenant } from '../../db/client.ts';
import { hireAgents } from '../house/agents.ts';
import { openHouse, type Part } from '../house/house.ts';
import { type Histories, searchHistories } from '../house/histories.ts';
import { doubles, send } from '../house/mails.ts';
import { until } from '../house/until.ts';
import { provisionTenant } from '../tenant.ts';

export interface KillNine {
  mails: number;
  requests: number;
  accepted: number;
  unknown: number;
  double: number;
  histories: Histories;
}

const parts: Part[] = ['worker', 'api', 'temporal', 'postgres'];

/** Mails flow in while each part is killed in turn and started again: every mail is a request, every request has its acknowledgement once. */
export async function killNine({ mails, log }: { mails: number; log: (line: string) => void }): Promise<KillNine> {
  const house = await openHouse({ log });
  try {
    const { tenant } = await provisionTenant(house.ownerUrl, house.db);
    await hireAgents(house, tenant);
    await house.kill('worker');
    await house.start('worker');
    const flowing = flow(mails, (index) =>
      send(
        house,
        {
          from: `kunde-${index}@kunden.example`,
          subject: `Frage ${index}`,
          text: 'Ist die Creme vegan?',
          messageId: `<mail-${index}@kunden.example>`,
        },
        'service@test.example',
      ),
    );
    for (const part of parts) {
      await delay(1500);
      log(`kill -9 ${part}`);
      await house.kill(part);
      await delay(1000);
      await house.start(part);
    }
    await flowing;
    const settled = () =>
      asTenant(house.db, tenant, async (trx) => {
        const { rows } = await sql<
          Pick<KillNine, 'requests' | 'accepted' | 'unknown'>
        >`select (select count(*)::int from request) as requests,
          (select count(distinct request)::int from outbox where state = 'accepted') as accepted,
          (select count(distinct request)::int from outbox where state = 'unknown') as unknown`.execute(trx);
        return rows[0] ?? { requests: 0, accepted: 0, unknown: 0 };
      });
    const counts = await until(
      `${mails} acknowledgements`,
      settled,
      (seen) => seen.requests >= mails && seen.accepted + seen.unknown >= mails,
      300_000,
    );
    return { mails, ...counts, double: doubles(house).length, histories: await searchHistories(house, tenant) };
  } finally {
    await house.stop();
  }
}

async function flow(count: number, one: (index: number) => void): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    one(index);
    await delay(50);
  }
}
