import { setTimeout as delay } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { sql } from 'kysely';
import { asTenant } from '../../db/client.ts';
import { insertMessage } from '../../db/messages.ts';
import { recordEvent } from '../../db/request-events.ts';
import { openRequest } from '../../db/requests.ts';
import { tryDelayedNow } from '../../db/outbox.ts';
import { unknownMails } from '../../db/unknown-mails.ts';
import { wake } from '../../workflows/deliver.ts';
import { type FaultySmtp, startFaultySmtp } from '../faults/faulty-smtp.ts';
import { type SmtpFault, smtpMatrix } from '../faults/smtp-phases.ts';
import { type House, openHouse } from '../house/house.ts';
import { until } from '../house/until.ts';
import { provisionTenant } from '../tenant.ts';

export interface SmtpMatrix {
  sends: number;
  /** Faults that were handed to connections, of so many cells. */
  faults: number;
  cells: number;
  accepted: number;
  rejected: number;
  unknown: number;
  /** Of these, how many stand on the ledger page. */
  shown: number;
  /** Said to be accepted, and the server lacks them. */
  lost: number;
  /** A recipient who has the same mail twice. */
  double: number;
  /** Said to be rejected, and the server has them. */
  wronglyRejected: number;
  seconds: number;
}

interface Row {
  state: string;
  rfc_message_id: string;
  recipients: string[];
  refused: { address: string }[];
  addressed: string[];
}

/** Acknowledgements and agents' answers to two go out through a server that breaks at every phase in every way. What became of each is compared with what the server took. */
export async function smtpMatrixCheck({ sends, log }: { sends: number; log: (line: string) => void }): Promise<SmtpMatrix> {
  const planned = shuffled(Array.from({ length: sends }, (_, index) => smtpMatrix[index % smtpMatrix.length]!));
  let used = 0;
  const server = await startFaultySmtp({ fault: (): SmtpFault | null => planned[used++] ?? null, hangsUp: true });
  const house = await openHouse({ log, parts: ['worker'], smtpPort: server.port, env: { SMTP_PATIENCE: '2' } });
  const connection = await Connection.connect({ address: house.temporalAddress });
  const client = new Client({ connection, namespace: 'vorgang' });
  const begun = performance.now();
  try {
    const { tenant, mailbox } = await provisionTenant(house.ownerUrl, house.db);
    const tell = (request: string, event: string) => wake(client, { tenant, request, generation: 1, event });
    await write(house, tell, { tenant, mailbox, requests: Math.ceil(sends / 2) });
    const rowsNow = async () =>
      asTenant(house.db, tenant, async (trx) => {
        const { rows } = await sql<Row>`select state, rfc_message_id, recipients, refused,
          (select array_agg(a ->> 'address') from jsonb_array_elements((content -> 'to') || coalesce(content -> 'cc', '[]')) a) as addressed from outbox`.execute(
          trx,
        );
        return rows;
      });
    // Pauses of minutes are cut short, as a person can on the ledger page.
    const hurry = async () => {
      const waiting = await asTenant(house.db, tenant, (trx) => tryDelayedNow(trx, { waitingFor: 20 }));
      for (const { request } of waiting) await tell(request, `hurry-${Date.now()}`);
    };
    let told = '';
    const rows = await until(
      'an end for every mail',
      async () => {
        const seen = await rowsNow();
        const line = Object.entries(Object.groupBy(seen, ({ state }) => state)).map(([state, some]) => `${state} ${some?.length}`);
        if (line.join(', ') !== told) log((told = line.join(', ')));
        await hurry();
        await delay(2000);
        return seen;
      },
      (seen) => seen.length >= sends && seen.every(({ state }) => state !== 'prepared' && state !== 'handing-over'),
      1_500_000,
    );
    const shown = await asTenant(house.db, tenant, async (trx) => (await unknownMails(trx)).length);
    const count = (state: string) => rows.filter((row) => row.state === state).length;
    return {
      sends: rows.length,
      faults: Math.min(used, planned.length),
      cells: smtpMatrix.length,
      accepted: count('accepted'),
      rejected: count('rejected'),
      unknown: count('unknown'),
      shown,
      ...compared(rows, server.received),
      seconds: Math.round((performance.now() - begun) / 1000),
    };
  } finally {
    await connection.close();
    await house.stop();
    await server.stop();
  }
}

/** Of each mail its recipients, at the sender and at the receiving server. */
function compared(rows: Row[], received: FaultySmtp['received']): Pick<SmtpMatrix, 'lost' | 'double' | 'wronglyRejected'> {
  const taken = new Map<string, number>();
  for (const { messageId, to } of received)
    for (const one of to) taken.set(`${messageId} ${one}`, (taken.get(`${messageId} ${one}`) ?? 0) + 1);
  const has = (row: Row, address: string): boolean => taken.has(`${row.rfc_message_id} ${address}`);
  const missing = rows.flatMap((row) => {
    const refused = new Set(row.refused.map(({ address }) => address));
    return row.state === 'accepted' ? row.addressed.filter((address) => !refused.has(address) && !has(row, address)) : [];
  });
  return {
    lost: missing.length,
    double: [...taken.values()].filter((times) => times > 1).length,
    wronglyRejected: rows.filter((row) => row.state === 'rejected' && row.addressed.some((address) => has(row, address))).length,
  };
}

/** Each request gets its acknowledgement by the process, and an answer to two people. */
async function write(
  house: House,
  tell: (request: string, event: string) => Promise<void>,
  { tenant, mailbox, requests }: { tenant: string; mailbox: string; requests: number },
): Promise<void> {
  for (let index = 0; index < requests; index += 1) {
    const address = `kunde-${index}@kunden.example`;
    const opened = await asTenant(house.db, tenant, (trx) =>
      openRequest(trx, {
        channel: 'mail',
        subject: `Frage ${index}`,
        language: 'de',
        mailbox,
        requester: { address },
        message: { text: 'Ist die Creme vegan?' },
        key: `matrix:${index}`,
      }),
    );
    await tell(opened.request, opened.event);
    const event = await asTenant(house.db, tenant, async (trx) => {
      const message = await insertMessage(trx, {
        request: opened.request,
        type: 'agent',
        channel: 'mail',
        to: [address],
        cc: [`zweite-${index}@kunden.example`],
        // Some are long enough to be cut in the middle.
        text: 'Ja, sie ist vegan.\n'.repeat(index % 4 === 0 ? 4000 : 1),
      });
      return recordEvent(trx, {
        request: opened.request,
        kind: 'agent-replied',
        payload: { message },
        actor: { type: 'system' },
        key: `matrix:answer:${index}`,
      });
    });
    await tell(opened.request, event.id);
  }
}

/** By a fixed seed, so that a run can be had again. */
function shuffled<T>(items: T[]): T[] {
  let seed = 20_261_122;
  const chance = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  return items
    .map((item) => ({ item, at: chance() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
