import path from 'node:path';
import { NativeConnection, Worker } from '@temporalio/worker';
import { tuning } from '../../activities/worker.ts';

/** A worker of its own for the bare workflow, tuned as ours; says "ready" and runs until it is ended. */
const connection = await NativeConnection.connect({ address: process.env['TEMPORAL_ADDRESS'] ?? '' });
const worker = await Worker.create({
  connection,
  namespace: 'vorgang',
  taskQueue: 'bare',
  workflowsPath: path.join(import.meta.dirname, 'bare-workflow.ts'),
  activities: { nothing: () => Promise.resolve() },
  ...tuning,
});
process.on('SIGTERM', () => worker.shutdown());
process.stdout.write('ready\n');
await worker.run();
await connection.close();
