import { firstFreePort } from '../servers/ports.ts';

const usual = { app: 8080, worker: 8090, postgres: 5480, temporal: 7233, temporalUi: 8233, smtp: 2525, imap: 1143 };
const names: Record<keyof Ports, string> = {
  app: 'the app',
  worker: "the worker's health page",
  postgres: 'Postgres',
  temporal: 'Temporal',
  temporalUi: "Temporal's pages",
  smtp: 'SMTP',
  imap: 'IMAP',
};

export type Ports = Record<keyof typeof usual, number>;

/**
 * A port for each server: the usual one, or the next free one, which is said.
 * @param env PORT and HOST name the app's, as in production
 */
export async function choosePorts(log: (line: string) => void, env: NodeJS.ProcessEnv = process.env): Promise<Ports> {
  const ports: Ports = { ...usual, app: Number(env['PORT']) || usual.app };
  const promised: number[] = [];
  for (const key of Object.keys(usual) as (keyof Ports)[]) {
    const host = key === 'app' && env['HOST'] ? env['HOST'] : undefined;
    const { port, taken } = await firstFreePort(ports[key], { host, except: promised });
    if (taken) log(`Port ${ports[key]} is taken; ${names[key]} gets ${port}.`);
    ports[key] = port;
    promised.push(port);
  }
  return ports;
}
