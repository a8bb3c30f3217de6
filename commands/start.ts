import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startChild } from './start/child.ts';
import { loadDemo } from './start/demo.ts';
import { language, panel } from './start/panel.ts';
import { choosePorts } from './start/ports.ts';
import { createProgress } from './start/progress.ts';
import { reconcileAnew } from './start/reconcile-anew.ts';
import { startDatabase, startMail, startTemporalServer, type StartContext, supervised } from './start/servers.ts';
import { releaseState, type State, takeState } from './start/state.ts';
import { buildWeb } from './start/web-build.ts';
import { buildWorkflowBundle } from './start/workflow-bundle.ts';

/**
 * `npm start`: everything that Vorgang needs, on this machine, with a demo tenant. `--fresh` deletes what was there before.
 * Ctrl-C stops in good order; a second Ctrl-C ends this program at once (the next start ends what it left).
 */
const progress = createProgress();
// Whoever read our lines may be gone; the servers must still be stopped in order.
process.stdout.on('error', () => {});
const stops: { name: string; stop: () => Promise<void> }[] = [];
const underWay = new Set<Promise<unknown>>();
let stopping: Promise<never> | null = null;
// Above the first await: a signal may come while the start is under way.
let firstSignalAt = 0;
let state: State | null = null;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
if (process.env['VORGANG_BOOTSTRAP'] === String(process.ppid)) stopWithParent(process.ppid);
try {
  await start();
} catch (error) {
  // Ctrl-C during the start makes steps fail; then there is nothing more to say.
  if (!stopping) {
    progress.log(`\n${(error as Error).message}${causeOf(error)}\n`);
    await stop(1);
  }
}

async function start(): Promise<void> {
  const { values } = parseArgs({ options: { fresh: { type: 'boolean', default: false } } });
  const startedAt = Date.now();
  state = await takeState({ fresh: values.fresh, log: progress.log });
  const ports = await choosePorts(progress.log);
  const context: StartContext = { state, ports, progress, onStop: (name, stop) => void stops.push({ name, stop }) };

  // Pages, database, mail server and Temporal need nothing of each other.
  const bundleFile = join(state.folder, 'workflows', 'bundle.js');
  const [database, demoMail, temporal, workflowBundle] = await together(
    startDatabase(context),
    startMail(context),
    startTemporalServer(context),
    progress.step('Workflow code is bundled', () => buildWorkflowBundle(bundleFile)),
    progress.step('Web app is built', () => buildWeb()),
  );
  const appUrl = process.env['APP_URL'] || `http://localhost:${ports.app}`;
  const env = {
    DATABASE_URL: database.appUrl,
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: temporal.namespace,
    APP_URL: appUrl,
    HOST: process.env['HOST'] || '127.0.0.1',
    PORT: String(ports.app),
    WORKER_PORT: String(ports.worker),
    SECRET_KEY: state.secrets.secretKey,
    DEMO_MAIL: demoMail.setting,
    WORKFLOW_BUNDLE: workflowBundle,
  };
  // For `npm run reconcile` and the like against the running demo.
  const withOwner = { ...env, DATABASE_OWNER_URL: database.ownerUrl };
  writeFileSync(join(state.folder, 'environment.json'), JSON.stringify(withOwner), { mode: 0o600 });

  const [demo] = await together(
    progress.step('Demo tenant is loaded', (log) =>
      loadDemo({ url: database.ownerUrl, appUrl: database.appUrl, secretKey: env.SECRET_KEY, mail: demoMail.access, log }),
    ),
  );
  const childEnv = { ...env, DEMO_ACCOUNTS: JSON.stringify(demo.accounts) };
  const child = (name: 'worker' | 'api', healthUrl: string, patience: number) =>
    supervised(context, name === 'api' ? 'API' : 'Worker', () => startChild({ name, state: state!, env: childEnv, healthUrl, patience }));
  await together(
    child('worker', `http://127.0.0.1:${ports.worker}/health/ready`, 30_000),
    child('api', `http://127.0.0.1:${ports.app}/health/ready`, 15_000),
  );
  // Only a worker can answer what the requests ask at their first step.
  if (temporal.fresh && !database.isNew) {
    await together(progress.step('Open requests are started anew in Temporal', () => reconcileAnew(withOwner)));
  }
  if (stopping) return;
  const seconds = (Date.now() - startedAt) / 1000;
  progress.log(`\n${panel({ appUrl, demo, temporalUi: temporal.uiUrl, folder: state.folder, ports, seconds, language: language() })}`);
}

/** Waits for all of them, and keeps them in sight so that a stop in between waits for what is being started. */
async function together<T extends unknown[]>(...steps: { [K in keyof T]: Promise<T[K]> }): Promise<T> {
  for (const step of steps) {
    const settled = step.catch(() => {}).finally(() => underWay.delete(settled));
    underWay.add(settled);
  }
  return Promise.all(steps) as Promise<T>;
}

/** Whoever started us was killed and could not pass on a signal. */
function stopWithParent(parent: number): void {
  setInterval(() => !stopping && process.ppid !== parent && onSignal(), 500).unref();
}

function onSignal(): void {
  // The terminal, npm and our parent may each pass on one Ctrl-C.
  if (stopping && Date.now() - firstSignalAt > 1_000) process.exit(130);
  if (stopping) return;
  firstSignalAt = Date.now();
  progress.log('\nStopping …');
  void stop(130);
}

/** Worker, API, Temporal, mail server, Postgres: the reverse of the start, so that each can still reach what it needs. */
function stop(code: number): Promise<never> {
  stopping ??= (async () => {
    await Promise.race([Promise.all(underWay), new Promise((resolve) => setTimeout(resolve, 10_000).unref())]);
    const order = ['Worker', 'API', 'Temporal', 'Mail server', 'Postgres'];
    for (const name of order) {
      for (const entry of stops.filter((one) => one.name === name)) await progress.step(`${name} stopped`, entry.stop).catch(() => {});
    }
    if (state) releaseState(state);
    process.exit(code === 130 ? 0 : code);
  })();
  return stopping;
}

function causeOf(error: unknown): string {
  const { cause } = error as Error;
  return cause instanceof Error && cause.message ? `\n(${cause.message})` : '';
}
