import { parseArgs } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { ensureNamespace } from '../activities/ensure-temporal.ts';
import { forgetTemporal, reconcile } from '../activities/reconcile.ts';
import { readEnvironment } from '../config/environment.ts';
import { connect } from '../db/client.ts';
import { beginNewGeneration } from '../db/restored.ts';
import { generationOf } from '../db/stuck.ts';
import { environmentOrDemo } from './start/environment-of-demo.ts';

/**
 * `npm run reconcile`: rebuilds Temporal from Postgres. `--restored`: after an older database was put back under a newer Temporal, before workers are started.
 * Without a configuration in the environment the running demo's is taken.
 */
const { values } = parseArgs({ options: { restored: { type: 'boolean', default: false } } });
const env = environmentOrDemo();
const config = readEnvironment(env);
const db = connect(config.databaseUrl);
const connection = await Connection.connect({ address: config.temporal.address });
const client = new Client({ connection, namespace: config.temporal.namespace });
try {
  await ensureNamespace(client, config.temporal.namespace);
  if (values.restored) {
    const ownerUrl = env['DATABASE_OWNER_URL'];
    if (!ownerUrl) throw new Error('Set DATABASE_OWNER_URL: a new generation needs the owner of the database.');
    const generation = await beginNewGeneration(ownerUrl);
    const ended = await forgetTemporal(client);
    console.log(
      `The restored database is generation ${generation}; ${ended} workflows were ended, what may have been sent before is marked unknown.`,
    );
  }
  let shownAt = Date.now();
  const progress = (done: number, of: number) => {
    if (Date.now() - shownAt < 2000) return;
    shownAt = Date.now();
    console.log(`  ${done} of ${of} requests`);
  };
  const { requests, late, mailboxes, batches, jobs } = await reconcile({ db, client, generation: await generationOf(db), progress });
  console.log(
    `Temporal follows the database again: ${requests} requests, ${mailboxes} mailboxes, ${batches} batches, ${jobs} jobs of lost workers.`,
  );
  if (late > 0) console.log(`${late} requests have not answered yet. Is a worker running? It takes them up when it starts.`);
} finally {
  await connection.close();
  await db.destroy();
}
