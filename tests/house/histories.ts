import { Client, Connection } from '@temporalio/client';
import { sql } from 'kysely';
import { asTenant } from '../../db/client.ts';
import type { House } from './house.ts';

export interface Histories {
  workflows: number;
  /** What was found that must not be there. */
  hits: string[];
  needles: number;
  eventsPerRequest: { median: number; max: number };
}

/** Every workflow's whole history, payloads and failures decoded, searched for every name, address and text that the tenant knows. */
export async function searchHistories(house: House, tenant: string): Promise<Histories> {
  const needles = await needlesOf(house, tenant);
  const connection = await Connection.connect({ address: house.temporalAddress });
  const client = new Client({ connection, namespace: 'vorgang' });
  const hits = new Set<string>();
  const lengths: number[] = [];
  let workflows = 0;
  for await (const { workflowId, runId, type } of client.workflow.list()) {
    workflows += 1;
    const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    const text = readable(history).toLowerCase();
    for (const needle of needles) if (text.includes(needle)) hits.add(`${workflowId}: ${needle}`);
    if (type === 'request') lengths.push(history.events?.length ?? 0);
  }
  await connection.close();
  lengths.sort((a, b) => a - b);
  return {
    workflows,
    hits: [...hits],
    needles: needles.length,
    eventsPerRequest: { median: lengths[lengths.length >> 1] ?? 0, max: lengths.at(-1) ?? 0 },
  };
}

/** The protobuf with every payload's bytes as the text that they are. */
function readable(history: unknown): string {
  return JSON.stringify(history, (_key, value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : value));
}

async function needlesOf(house: House, tenant: string): Promise<string[]> {
  const found = await asTenant(house.db, tenant, async (trx) => {
    const { rows } = await sql<{ text: string | null }>`
      select requester_address::text as text from request union select requester_name from request union select subject from request
      union select substr(text, 1, 24) from message union select author_name from message union select subject from message
      union select email::text from account union select name from account union select expert_address::text from consultation union select expert_name from consultation
      union select question from consultation union select answer from consultation union select address::text from mailbox union select number from request`.execute(
      trx,
    );
    return rows;
  });
  return [...new Set(found.flatMap(({ text }) => (text && text.trim().length >= 4 ? [text.trim().toLowerCase()] : [])))];
}
