import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface FaultyServer {
  port: number;
  received: { to: string[] }[];
  /** From now on everybody is known. */
  heal(): void;
  stop(): Promise<void>;
}

/** Refuses recipients whose name says so: `nobody-550@…`, `busy-450@…`. */
export async function startFaultyServer(): Promise<FaultyServer> {
  const received: { to: string[] }[] = [];
  let isWell = false;
  const server = new SMTPServer({
    authOptional: true,
    closeTimeout: 50,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo({ address }, _session, callback) {
      const code = Number(/-(\d{3})@/.exec(address)?.[1] ?? 250);
      if (code < 400 || isWell) callback();
      else callback(Object.assign(new Error('refused'), { responseCode: code }));
    },
    onData(stream, session, callback) {
      stream.resume();
      stream.on('end', () => {
        received.push({ to: session.envelope.rcptTo.map(({ address }) => address) });
        callback();
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    received,
    heal: () => void (isWell = true),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  };
}
