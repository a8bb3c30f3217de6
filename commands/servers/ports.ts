import { createServer } from 'node:net';

const loopback = '127.0.0.1';

/** A port that nothing listens on at this moment, chosen by the operating system. */
export async function freePort(): Promise<number> {
  const port = await tryPort(0, loopback);
  if (port === null) throw new Error('The operating system gave no free port on 127.0.0.1. Close programs that hold many.');
  return port;
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
    if (!except.includes(port) && (await tryPort(port, host)) !== null) return { port, taken: port !== preferred };
  }
  throw new Error(`Ports ${preferred} to ${preferred + 99} are all taken on ${host}. End what holds them and start again.`);
}

function tryPort(port: number, host: string): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(null);
      else reject(error);
    });
    probe.listen({ port, host, exclusive: true }, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : null));
    });
  });
}
