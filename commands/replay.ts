import { parseArgs } from 'node:util';
import { readEnvironment } from '../config/environment.ts';
import { asTenant, connect, type Trx } from '../db/client.ts';
import { begunRequests, graphsOf, recordedRequest } from '../db/recorded.ts';
import { allTenants } from '../db/stuck.ts';
import type { Executable } from '../domain/process/executable.ts';
import { load } from '../domain/process/load.ts';
import { type Difference, replay } from '../domain/process/replay/replay.ts';
import { environmentOrDemo } from './start/environment-of-demo.ts';

/**
 * `npm run replay -- REQUEST | --all`: runs what requests have recorded through today's engine and compares, revision by revision. Reads only.
 * REQUEST: its number or id. Exit code 1: at least one is answered differently. Without a configuration in the environment the demo's is taken.
 */
const { values, positionals } = parseArgs({ options: { all: { type: 'boolean', default: false } }, allowPositionals: true });
const [wanted] = positionals;
if (!values.all && wanted === undefined) {
  console.error('Say which: npm run replay -- V-2026-000123 (or its id), or npm run replay -- --all');
  process.exit(2);
}
const config = readEnvironment(environmentOrDemo());
const db = connect(config.databaseUrl);
const executables = new Map<string, Executable>();
const perPage = 100;
const sums = { requests: 0, revisions: 0, events: 0, different: 0 };
const started = performance.now();
try {
  for (const { tenant } of await allTenants(db)) {
    for (let after: string | null = null; ;) {
      const requests = await asTenant(db, tenant, (trx) =>
        values.all ? begunRequests(trx, { after, limit: perPage }) : named(trx, wanted ?? ''),
      );
      for (const { id, number } of requests) {
        const difference = await asTenant(db, tenant, (trx) => compare(trx, id));
        if (difference) console.log(`${number}, revision ${difference.revision}: ${difference.what} differs at ${difference.at}`);
      }
      after = requests.at(-1)?.id ?? null;
      if (!values.all || requests.length < perPage) break;
    }
  }
} finally {
  await db.destroy();
}
const { requests, revisions, events, different } = sums;
console.log(
  `${requests} requests, ${revisions} revisions, ${events} events in ${((performance.now() - started) / 1000).toFixed(1)} s: ${different === 0 ? 'all answered as recorded' : `${different} answered differently`}.`,
);
if (requests === 0 && !values.all) console.error(`There is no request ${wanted}.`);
process.exitCode = different > 0 || (requests === 0 && !values.all) ? 1 : 0;

async function compare(trx: Trx, id: string): Promise<Difference | null> {
  const recorded = await recordedRequest(trx, id);
  for (const graph of await graphsOf(trx, recorded)) if (!executables.has(graph.hash)) executables.set(graph.hash, load(graph));
  const difference = replay((hash) => executables.get(hash) ?? missing(hash), recorded);
  sums.requests += 1;
  sums.revisions += recorded.revisions.length;
  sums.events += recorded.revisions.reduce((sum, { events }) => sum + events.length, 0);
  if (difference) sums.different += 1;
  return difference;
}

function named(trx: Trx, wanted: string): Promise<{ id: string; number: string }[]> {
  const column = /^[0-9a-f-]{36}$/.test(wanted) ? 'id' : 'number';
  return trx.selectFrom('request').select(['id', 'number']).where(column, '=', wanted).where('state', 'is not', null).execute();
}

function missing(hash: string): never {
  throw new Error(`graph ${hash} is not in the database`);
}
