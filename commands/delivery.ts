import { Client } from '@temporalio/client';
import pino from 'pino';
import { createDeliverEvent } from '../activities/deliver-event.ts';
import { resolverOf } from '../activities/mail/name-servers.ts';
import { startDelivery } from '../activities/mail/delivery/server.ts';
import { lazyTemporal } from '../api/temporal.ts';
import { readDeliveryEnvironment } from '../config/delivery.ts';
import { readEnvironment } from '../config/environment.ts';
import { connect } from '../db/client.ts';
import { generationReader } from '../db/stuck.ts';
import { runProcess } from './start/run-process.ts';

/** `npm run delivery`: takes mail from other servers. Needs the database alone; while Temporal is away the mail waits in the ledger. */
await runProcess(async () => {
  const { databaseUrl, temporal, appUrl, secretKey, logLevel, dnsServers } = readEnvironment();
  const delivery = readDeliveryEnvironment();
  const log = pino({ level: logLevel, name: 'delivery' });
  const db = connect(databaseUrl, 10);
  const connection = lazyTemporal(temporal.address);
  const client = new Client({ connection, namespace: temporal.namespace });
  const deliver = createDeliverEvent(client, generationReader(db));
  const { ports, stop } = await startDelivery(
    { db, services: { appUrl, secretKey }, deliver, log, ...(dnsServers ? { resolver: resolverOf(dnsServers) } : {}) },
    delivery,
  );
  log.info(ports, 'mail is taken');
  return {
    async stop() {
      await stop();
      await connection.close();
      await db.destroy();
    },
  };
});
