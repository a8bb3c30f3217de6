import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { buildWorkflowBundle } from '../../commands/start/workflow-bundle.ts';
import { asTenant } from '../../db/client.ts';
import { hireAgents } from '../house/agents.ts';
import { openHouse, type House, type Part } from '../house/house.ts';
import { type Balance, balanceOf } from '../house/ledger-balance.ts';
import { send } from '../house/mails.ts';
import { until } from '../house/until.ts';
import { provisionTenant } from '../tenant.ts';

export interface MailChaos {
  mails: number;
  kills: Partial<Record<Part, number>>;
  requests: number;
  /** Mails without a request, and requests beyond one a mail. */
  lost: number;
  double: number;
  acknowledged: number;
  /** Handings over that nobody knows the end of: shown, never sent again. */
  unknown: number;
  /** Customers who got more than one answer, counted at the receiving server. */
  doubleReplies: number;
  ledger: Balance;
  seconds: number;
}

const killed: Part[] = ['worker', 'temporal', 'worker', 'postgres'];
const address = 'service@test.example';

/** Mails flow in over IMAP while worker (and with it the mailbox's activity), Temporal and Postgres are killed again and again, so many times in all. */
export async function mailChaos({ mails, kills, log }: { mails: number; kills: number; log: (line: string) => void }): Promise<MailChaos> {
  const folder = mkdtempSync(path.join(tmpdir(), 'vorgang-bundle-'));
  const workflowBundle = path.join(folder, 'bundle.js');
  await buildWorkflowBundle(workflowBundle);
  const house = await openHouse({ env: { WORKFLOW_BUNDLE: workflowBundle } });
  try {
    const { tenant } = await provisionTenant(house.ownerUrl, house.db);
    await hireAgents(house, tenant);
    const startedAt = performance.now();
    const count: MailChaos['kills'] = {};
    let sent = 0;
    for (let n = 0; n < kills; n += 1) {
      for (const upTo = Math.ceil((mails * (n + 1)) / kills); sent < upTo; sent += 1) write(house, sent);
      const part = killed[n % killed.length]!;
      // At another moment each time: within a batch, between two, while one starts.
      await delay(200 + ((n * 379) % 2300));
      await house.kill(part);
      await delay((n * 131) % 700);
      await house.start(part);
      count[part] = (count[part] ?? 0) + 1;
      if (n % 10 === 9) log(`${n + 1} kills, ${sent} mails sent`);
    }
    const settled = await until(
      `${mails} acknowledgements`,
      () => totals(house, tenant),
      (seen) => seen.requests >= mails && seen.acknowledged + seen.unknown >= mails,
      900_000,
    );
    const ledger = await until(
      'the count of the ledger',
      () => balanceOf(house, tenant),
      ({ unbalanced }) => unbalanced === 0,
      150_000,
    );
    return {
      mails,
      kills: count,
      ...settled,
      doubleReplies: repliesTwice(house),
      ledger,
      seconds: Math.round((performance.now() - startedAt) / 1000),
    };
  } finally {
    await house.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const write = (house: House, index: number): void => {
  const messageId = `<mail-${index}@kunden.example>`;
  send(house, { from: `kunde-${index}@kunden.example`, subject: `Frage ${index}`, text: 'Ist die Creme vegan?', messageId }, address);
};

async function totals(house: House, tenant: string): Promise<Pick<MailChaos, 'requests' | 'lost' | 'double' | 'acknowledged' | 'unknown'>> {
  return asTenant(house.db, tenant, async (trx) => {
    const { rows } = await sql<{ requests: number; senders: number; acknowledged: number; unknown: number }>`
      select (select count(*)::int from request) as requests, (select count(distinct requester_address)::int from request) as senders,
        (select count(distinct request)::int from outbox where state = 'accepted') as acknowledged,
        (select count(distinct request)::int from outbox where state = 'unknown') as unknown`.execute(trx);
    const { requests, senders, acknowledged, unknown } = rows[0]!;
    return { requests, lost: house.mail.list(address).length - senders, double: requests - senders, acknowledged, unknown };
  });
}

/** Each customer wrote once and is answered once. */
function repliesTwice({ mail }: House): number {
  const counts = new Map<string, number>();
  for (const { to } of mail.accepted) for (const one of to) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts].filter(([to, times]) => to !== address && times > 1).length;
}
