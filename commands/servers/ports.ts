import { createServer } from 'node:net';

const loopback = '127.0.0.1';

/** Below those that operating systems lend to outgoing connections: one of these could take a port before its server listens. */
const lowest = 15_000;
const span = 15_000;

/** A port that nothing listens on at this moment. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries += 1) {
    const port = lowest + Math.floor(Math.random() * span);
    if (await tryPort(port, loopback)) return port;
  }
  throw new Error(`A hundred ports between ${lowest} and ${lowest + span} are all taken on 127.0.0.1. Close programs that hold many.`);
}

/**
 * The preferred port, or the first free one after it.
 * @param host the address that will be listened on: a port can be free on one and taken on another
 * @param except ports that are promised to others
 * @throws if 100 ports in a row are taken
 */
export async function firstFreePort(
  preferred: number,
  { host = loopback, except = [] }: { host?: string | undefined; except?: readonly number[] } = {},
): Promise<{ port: number; taken: boolean }> {
  for (let port = preferred; port < preferred + 100; port++) {
    if (!except.includes(port) && (await tryPort(port, host))) return { port, taken: port !== preferred };
  }
  throw new Error(`Ports ${preferred} to ${preferred + 99} are all taken on ${host}. End what holds them and start again.`);
}

function tryPort(port: number, host: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else reject(error);
    });
    probe.listen({ port, host, exclusive: true }, () => {
      probe.close(() => resolve(true));
    });
  });
}
