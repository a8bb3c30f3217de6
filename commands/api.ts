import { startApi } from '../api/server.ts';
import { readEnvironment } from '../config/environment.ts';
import { runProcess } from './start/run-process.ts';

/** The API with the web app; any number may run side by side against the same servers. */
await runProcess(async () => {
  const api = await startApi(readEnvironment());
  return { stop: () => api.stop() };
});
