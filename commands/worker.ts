import { createServer } from 'node:http';
import { register } from 'prom-client';
import { startWorker } from '../activities/worker.ts';
import { type Config, readEnvironment } from '../config/environment.ts';
import { opensMetrics } from '../config/metrics-token.ts';
import { runProcess } from './start/run-process.ts';

/** The worker: runs workflows and activities; any number may run side by side. Health and metrics are on WORKER_PORT. */
await runProcess(async () => {
  const config = readEnvironment();
  const worker = await startWorker(config);
  const pages = await serveHealth(config);
  return {
    ended: worker.finished,
    async stop() {
      await worker.stop();
      pages.close();
    },
  };
});

/** It listens only after the worker runs, so an answer means "ready". */
async function serveHealth(config: Config) {
  const { host, workerPort } = config;
  const pages = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://worker');
    if (pathname === '/health/live' || pathname === '/health/ready') {
      response.setHeader('content-type', 'application/json').end('{"status":"ok"}');
    } else if (pathname === '/metrics' && opensMetrics(config, request.headers.authorization)) {
      register.metrics().then(
        (text) => response.setHeader('content-type', register.contentType).end(text),
        () => response.writeHead(500).end(),
      );
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve, reject) => {
    pages.once('error', reject);
    pages.listen(workerPort, host, resolve);
  });
  return pages;
}
