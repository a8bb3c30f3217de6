import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { ensureMailbox } from '../../activities/ensure-temporal.ts';
import { asTenant, json } from '../../db/client.ts';
import { send } from '../house/mails.ts';
import { openBench } from './beside-bare.ts';

/**
 * Mails that wait in a mailbox: how many a second come into the ledger, into the list of requests, and to an assigned task with the acknowledgement taken by the receiving
 * server; against whole bare workflows, alternating in one run. Then single mails at low load: from their delivery until an agent has the task. Last line: routed and
 * acknowledged ÷ bare, median of the pairs.
 */
const pairs = Number(process.argv[2] ?? 3);
const count = Number(process.argv[3] ?? 2000);
const single = Number(process.argv[4] ?? 60);
const steps = ['ledger', 'list', 'routed', 'acknowledged'] as const;
let round = 0;

const bench = await openBench();
const { house, client, tenant } = bench;
try {
  await alone(single);
  await bench.compare({ pairs, count, warmUp: Math.min(100, count), name: 'mails', ours });
} finally {
  await bench.stop();
}

/** All of them lie there before anybody looks: a mailbox of their own, set up when the clock starts. */
async function ours(howMany: number): Promise<void> {
  round += 1;
  const address = `runde-${round}@test.example`;
  for (let n = 0; n < howMany; n += 1) {
    const id = `${round}-${n}`;
    send(
      house,
      {
        from: `kunde-${id}@kunden.example`,
        subject: `Frage ${id}`,
        text: 'Ist die Creme vegan?',
        messageId: `<mail-${id}@kunden.example>`,
      },
      address,
    );
  }
  const mailbox = await newMailbox(address);
  const startedAt = performance.now();
  await ensureMailbox(client, { tenant, mailbox, generation: 1 });
  const reached = new Map<string, number>();
  while (reached.size < steps.length) {
    const seen = await counts(mailbox);
    for (const step of steps) if (!reached.has(step) && seen[step] >= howMany) reached.set(step, performance.now() - startedAt);
    await delay(100);
  }
  const rates = steps.map((step) => `${step} ${((howMany * 1000) / (reached.get(step) ?? 1)).toFixed(1)}`);
  console.log(`  of ${howMany} waiting mails a second: ${rates.join(', ')}`);
}

function newMailbox(address: string): Promise<string> {
  const server = json({ host: '127.0.0.1', port: 1, secure: false, user: address });
  return asTenant(house.db, tenant, async (trx) => {
    const { id } = await trx
      .insertInto('mailbox')
      .values({ address, name: 'Testladen', imap: server, smtp: server, secret: Buffer.alloc(0) })
      .returning('id')
      .executeTakeFirstOrThrow();
    return id;
  });
}

/** Of a mailbox: rows of the ledger, requests, those that somebody has, acknowledgements that the receiving server took. */
function counts(mailbox: string): Promise<Record<(typeof steps)[number], number>> {
  return asTenant(house.db, tenant, async (trx) => {
    const { rows } = await sql<Record<(typeof steps)[number], number>>`select
      (select count(*)::int from inbound_mail where mailbox = ${mailbox}) as ledger,
      (select count(*)::int from request where mailbox = ${mailbox}) as list,
      (select count(*)::int from task t join request r on r.id = t.request where r.mailbox = ${mailbox} and t.state = 'assigned') as routed,
      (select count(*)::int from outbox where mailbox = ${mailbox} and purpose = 'automatic' and state = 'accepted') as acknowledged`.execute(
      trx,
    );
    return rows[0]!;
  });
}

/** One mail after another, at odd moments; the watcher waits in IDLE. */
async function alone(howMany: number): Promise<void> {
  const times: number[] = [];
  for (let n = -3; n < howMany; n += 1) {
    await delay(200 + ((n * 7919) % 211));
    const from = `einzeln-${n}@kunden.example`;
    const at = performance.now();
    send(house, { from, subject: `Einzeln ${n}`, text: 'Ist die Creme vegan?', messageId: `<${from}>` }, 'service@test.example');
    while (!(await hasTask(from))) await delay(5);
    // The first ones find code that has not run yet.
    if (n >= 0) times.push(performance.now() - at);
  }
  times.sort((a, b) => a - b);
  const at = (part: number): string => (times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0).toFixed(0);
  console.log(`delivery to an agent's list at low load, ms: p50 ${at(0.5)}, p95 ${at(0.95)}, longest ${at(1)} (${howMany} mails)`);
}

function hasTask(from: string): Promise<boolean> {
  return asTenant(house.db, tenant, async (trx) => {
    const { rows } = await sql`select from task t join request r on r.id = t.request where r.requester_address = ${from}`.execute(trx);
    return rows.length > 0;
  });
}
