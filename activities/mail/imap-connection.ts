import { ImapFlow } from 'imapflow';
import type { MailAccess } from './servers.ts';

export interface ImapConnection {
  client: ImapFlow;
  /** Resolves when the connection is gone, with the reason where there is one. Never rejects. */
  gone: Promise<Error | null>;
  close: () => Promise<void>;
}

/** Milliseconds. A server that is silent for longer is taken for dead; IDLE is renewed and probed by imapflow itself. */
const limits = { connectionTimeout: 20_000, greetingTimeout: 20_000, socketTimeout: 60_000, maxIdleTime: 5 * 60_000 };
const mostBytesOfOneAnswer = 64 * 1024 * 1024;

/** Signs in. One instance is one connection: after a drop make a new one. */
export async function openImap({ host, port, secure, user, credential, isLocal }: MailAccess): Promise<ImapConnection> {
  const client = new ImapFlow({
    host,
    port,
    secure,
    auth: 'password' in credential ? { user, pass: credential.password } : { user, accessToken: credential.accessToken },
    ...(secure || isLocal ? {} : { doSTARTTLS: true }),
    logger: false,
    clientInfo: { name: 'Vorgang' },
    maxLiteralSize: mostBytesOfOneAnswer,
    maxResponseSize: 2 * mostBytesOfOneAnswer,
    ...limits,
  });
  // Listeners come before connect(): an error event without one ends the process.
  let reason: Error | null = null;
  const gone = new Promise<Error | null>((resolve) => {
    client.on('error', (error) => {
      reason ??= error;
      client.close();
      resolve(reason);
    });
    client.on('close', () => resolve(reason));
  });
  try {
    await client.connect();
    return { client, gone, close: () => hangUp(client) };
  } catch (error) {
    client.close();
    throw error;
  }
}

/**
 * Waits for a command, so many milliseconds in all: imapflow takes a server for dead that is silent, not one that answers a byte a minute, and waits without end for one
 * that never confirmed IDLE.
 * @throws `ETIMEOUT`; the connection is closed then.
 */
export async function within<T>(client: ImapFlow, patience: number, command: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(Object.assign(new Error('The server took too long.'), { code: 'ETIMEOUT' }));
      client.close();
    }, patience);
  });
  try {
    return await Promise.race([command, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function hangUp(client: ImapFlow): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, 2000);
  });
  await Promise.race([client.logout().catch(() => undefined), patience]);
  clearTimeout(timer);
  client.close();
}
