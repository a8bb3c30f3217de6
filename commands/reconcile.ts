import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { ensureNamespace } from '../activities/ensure-temporal.ts';
import { forgetTemporal, reconcile } from '../activities/reconcile.ts';
import { readEnvironment } from '../config/environment.ts';
import { connect } from '../db/client.ts';
import { generationOf } from '../db/stuck.ts';

/**
 * `npm run reconcile`: rebuilds Temporal from Postgres. `--restored`: after an older database was put back under a newer Temporal; workers then have to be started
 * anew, they belong to the generation before. Without a configuration in the environment the running demo's is taken.
 */
const { values } = parseArgs({ options: { restored: { type: 'boolean', default: false } } });
const env = process.env['DATABASE_URL'] ? process.env : { ...process.env, ...environmentOfDemo() };
const config = readEnvironment(env);
const db = connect(config.databaseUrl);
const connection = await Connection.connect({ address: config.temporal.address });
const client = new Client({ connection, namespace: config.temporal.namespace });
try {
  await ensureNamespace(client, config.temporal.namespace);
  if (values.restored) {
    await raiseGeneration(env['DATABASE_OWNER_URL']);
    await forgetTemporal({ db, client });
    console.log('The restored database is a new generation; what may have been sent before is marked unknown. Start the workers anew.');
  }
  let shownAt = Date.now();
  const progress = (done: number, of: number) => {
    if (Date.now() - shownAt < 2000) return;
    shownAt = Date.now();
    console.log(`  ${done} of ${of} requests`);
  };
  const { requests, mailboxes, jobs } = await reconcile({ db, client, generation: await generationOf(db), progress });
  console.log(`Temporal follows the database again: ${requests} requests, ${mailboxes} mailboxes, ${jobs} jobs of lost workers.`);
} finally {
  await connection.close();
  await db.destroy();
}

/** Only the owner may: the application's role reads it. */
async function raiseGeneration(ownerUrl: string | undefined): Promise<void> {
  if (!ownerUrl) throw new Error('Set DATABASE_OWNER_URL: raising the generation needs the owner of the database.');
  const owner = new pg.Client(ownerUrl);
  await owner.connect();
  await owner.query('update installation set generation = generation + 1');
  await owner.end();
}

function environmentOfDemo(): Record<string, string> {
  const file = path.join(process.env['VORGANG_STATE'] ?? path.join(import.meta.dirname, '..', '.vorgang'), 'environment.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {};
}
