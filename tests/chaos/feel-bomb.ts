import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { asTenant } from '../../db/client.ts';
import { openRequest } from '../../db/requests.ts';
import { deliver } from '../../workflows/deliver.ts';
import { publishEntry } from '../api/migrations/versions.ts';
import { bpmn, end, path, script, start, user } from '../domain/process/model.ts';
import { type House, openHouse } from '../house/house.ts';
import { provisionTenant } from '../tenant.ts';

/** Milliseconds from a committed event to the answer that it was taken in. */
interface Waits {
  p50: number;
  p95: number;
}

export interface FeelBomb {
  without: Waits;
  /** While one request ran into the bomb. */
  withOne: Waits;
  /** While requests ran into it one after the other, without a pause. */
  withMany: Waits;
  incidents: { element: string; code: string; message: string; requests: number }[];
}

/** Only the end of its thread stops it: the work is done inside one function, which counts no steps. */
const bomb = 'count(for a in 1..900000 return @"2026-01-01T00:00:00@Europe/Vienna".time offset)';
const process = bpmn('intake', start(), script('boom', bomb, 'result'), user('work'), end(), path('s boom work e'));

/** Requests of one tenant begin, while those of another run into a bomb in their process one after the other: who has none of it must not feel it. */
export async function feelBomb({ requests, log }: { requests: number; log: (line: string) => void }): Promise<FeelBomb> {
  const house = await openHouse({ log });
  const connection = await Connection.connect({ address: house.temporalAddress });
  const client = new Client({ connection, namespace: 'vorgang' });
  try {
    const [calm, bombed] = [await provisionTenant(house.ownerUrl, house.db), await provisionTenant(house.ownerUrl, house.db, 'bombed')];
    await asTenant(house.db, bombed.tenant, (trx) => publishEntry(trx, process, null));
    const begin = (tenant: string) => beginOne(house, client, tenant);
    await waits(20, () => begin(calm.tenant));
    log('without bombs');
    const without = await waits(requests, () => begin(calm.tenant));
    log('with one bomb');
    const one = begin(bombed.tenant);
    const withOne = await waits(requests, () => begin(calm.tenant));
    await one;
    log('with one bomb after the other');
    const over = new AbortController();
    const exploding = (async () => {
      while (!over.signal.aborted) await begin(bombed.tenant);
    })();
    const withMany = await waits(requests, () => begin(calm.tenant));
    over.abort();
    await exploding;
    return { without, withOne, withMany, incidents: await incidentsOf(house, bombed.tenant) };
  } finally {
    await connection.close();
    await house.stop();
  }
}

async function beginOne(house: House, client: Client, tenant: string): Promise<void> {
  const { request, event } = await asTenant(house.db, tenant, (trx) =>
    openRequest(trx, { channel: 'form', subject: 'Frage', language: 'de', requester: {}, message: { text: 'Frage' }, key: randomUUID() }),
  );
  await deliver(client, { tenant, request, event, generation: 1 }, 60_000);
}

async function waits(count: number, once: () => Promise<void>): Promise<Waits> {
  const taken: number[] = [];
  for (let n = 0; n < count; n += 1) {
    const started = performance.now();
    await once();
    taken.push(performance.now() - started);
  }
  taken.sort((a, b) => a - b);
  const at = (share: number) => Math.round(taken[Math.ceil(count * share) - 1] ?? 0);
  return { p50: at(0.5), p95: at(0.95) };
}

function incidentsOf(house: House, tenant: string): Promise<FeelBomb['incidents']> {
  return asTenant(house.db, tenant, (trx) =>
    trx
      .selectFrom('incident')
      .select(['element', 'code', 'message', (eb) => eb.cast<number>(eb.fn.countAll(), 'integer').as('requests')])
      .groupBy(['element', 'code', 'message'])
      .execute(),
  );
}
