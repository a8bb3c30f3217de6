import { inject, vi } from 'vitest';
import { type RunningWorker, startWorker } from '../../activities/worker.ts';
import { testSecretKey } from '../tenant.ts';
import type { TestApi } from './test-api.ts';

/** The worker behind a test's API, in the API's namespace: one of its own, because the task queue's name is the product's. */
export function startTestWorker(api: TestApi, namespace: string): Promise<RunningWorker> {
  return vi.waitFor(
    () =>
      startWorker({
        databaseUrl: api.appUrl,
        temporal: { address: inject('temporalAddress'), namespace },
        appUrl: 'http://desk.example',
        host: '127.0.0.1',
        port: 0,
        workerPort: 0,
        secretKey: testSecretKey,
        logLevel: 'silent',
        smtpPatience: 300,
        demoMail: null,
        workflowBundle: null,
      }),
    { timeout: 45_000, interval: 1000 },
  );
}
