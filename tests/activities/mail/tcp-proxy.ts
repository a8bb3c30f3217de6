import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface Proxy {
  port: number;
  /** Each new connection is cut, both ways at once, after the server has sent so many bytes; null: never. */
  cutAfter(bytes: number | null): void;
  /** Each new connection is cut as soon as the client has sent this text, which does not get through. */
  cutAt(text: string | null): void;
  /** Each new connection is cut as soon as the client has sent this text, after it got through. */
  cutBehind(text: string | null): void;
  stop(): Promise<void>;
}

/** Stands between a client and a server on this machine and breaks connections on demand. */
export async function startProxy(target: number): Promise<Proxy> {
  const plan: { bytes: number | null; at: string | null; behind: string | null } = { bytes: null, at: null, behind: null };
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const { bytes, at, behind } = plan;
    const upstream = connect(target, '127.0.0.1');
    const cut = (): void => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client.setNoDelay(), upstream.setNoDelay()]) {
      sockets.add(socket);
      socket.on('error', cut).on('close', () => {
        sockets.delete(socket);
        cut();
      });
    }
    let sent = 0;
    upstream.on('data', (chunk: Buffer) => {
      const left = bytes === null ? chunk.length : bytes - sent;
      sent += chunk.length;
      client.write(chunk.subarray(0, Math.max(0, left)));
      if (bytes !== null && sent >= bytes) setImmediate(cut);
    });
    let said = '';
    client.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString('latin1')).slice(-4096);
      if (at !== null && said.includes(at)) return cut();
      upstream.write(chunk);
      // The server has it; its answer finds nobody.
      if (behind !== null && said.includes(behind)) client.destroy();
      return undefined;
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    cutAfter: (bytes) => void (plan.bytes = bytes),
    cutAt: (text) => void (plan.at = text),
    cutBehind: (text) => void (plan.behind = text),
    stop: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}
