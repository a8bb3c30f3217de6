import SMTPConnection from 'nodemailer/lib/smtp-connection';
import XOAuth2 from 'nodemailer/lib/xoauth2';
import { type Semaphore, semaphore } from './semaphore.ts';
import type { MailAccess } from './servers.ts';
import type { SmtpLimits } from './smtp-limits.ts';

/** Milliseconds. */
const keptIdle = 5_000;
/** A server that has one of its mails for longer is slow: nobody queues behind it, for all mailboxes share the worker's hands. */
const slowAfter = 2_000;
/** Of one server, at a worker. */
const mostWaiting = 60;

/** Connections of this process, by server and user: signing in costs more than sending. */
interface Pool {
  gate: Semaphore;
  width: number;
  idle: { connection: SMTPConnection; timer: NodeJS.Timeout }[];
  /** When each one inside came in. */
  since: Set<{ at: number }>;
}
const pools = new Map<string, Pool>();

/** No connection is free, and waiting for one would keep other mailboxes from their turn. */
export class ServerBusy extends Error {
  readonly isSlow: boolean;
  constructor(isSlow: boolean) {
    super('All connections to the mail server are taken.');
    this.isSlow = isSlow;
  }
}

/**
 * Lends a signed-in connection. It is kept for the next mail where `work` says it is still good.
 * @param width at most so many connections at a time.
 * @throws ServerBusy; else nodemailer's error where no connection could be had: nothing was sent then.
 */
export async function withSmtp<T>(
  access: MailAccess,
  { width, limits }: { width: number; limits: SmtpLimits },
  work: (connection: SMTPConnection) => Promise<{ result: T; isGood: boolean }>,
): Promise<T> {
  const pool = poolOf(access, width);
  const isIn = pool.gate.waiting < mostWaiting && (await pool.gate.enterWithin(isSlow(pool) ? 0 : slowAfter));
  if (!isIn) throw new ServerBusy(isSlow(pool));
  const mine = { at: performance.now() };
  pool.since.add(mine);
  try {
    const connection = takeIdle(pool) ?? (await openSmtp(access, limits));
    const { result, isGood } = await work(connection);
    if (isGood) keep(pool, connection);
    else connection.close();
    return result;
  } finally {
    pool.since.delete(mine);
    pool.gate.leave();
  }
}

function poolOf(access: MailAccess, width: number): Pool {
  const { host, port, secure, user, credential } = access;
  // Whose token it was, not which: it changes every hour, and a connection outlives it.
  const key = JSON.stringify([host, port, secure, user, 'password' in credential ? credential.password : { of: credential.mailbox }]);
  const known = pools.get(key);
  if (known?.width === width) return known;
  const pool: Pool = { gate: semaphore(width), width, idle: [], since: new Set() };
  pools.set(key, pool);
  return pool;
}

const isSlow = ({ since }: Pool): boolean => [...since].some(({ at }) => performance.now() - at > slowAfter);

function takeIdle(pool: Pool): SMTPConnection | undefined {
  for (let kept = pool.idle.pop(); kept; kept = pool.idle.pop()) {
    clearTimeout(kept.timer);
    if (!kept.connection.destroyed) return kept.connection;
  }
  return undefined;
}

function keep(pool: Pool, connection: SMTPConnection): void {
  const timer = setTimeout(() => {
    pool.idle = pool.idle.filter((kept) => kept.connection !== connection);
    connection.quit();
    // One that does not answer is hung up on.
    setTimeout(() => connection.close(), keptIdle).unref();
  }, keptIdle);
  pool.idle.push({ connection, timer });
}

/** Signs in. @throws also where connecting and signing in together take longer than each of their phases may. */
export async function openSmtp({ host, port, secure, user, credential, isLocal }: MailAccess, limits: SmtpLimits): Promise<SMTPConnection> {
  const connection = new SMTPConnection({
    host,
    port,
    secure,
    requireTLS: !secure && !isLocal,
    connectionTimeout: limits.connect,
    greetingTimeout: limits.greeting,
    socketTimeout: limits.finalDot,
  });
  let timer: NodeJS.Timeout | undefined;
  const within = limits.connect + limits.greeting + limits.envelope;
  await new Promise<void>((resolve, reject) => {
    timer = setTimeout(() => reject(failure('ETIMEDOUT', `Not signed in within ${within / 1000} s`)), within);
    connection.on('error', reject);
    connection.once('end', () => reject(failure('ECONNECTION', 'The connection was closed.')));
    connection.connect((refused) => {
      if (refused) reject(refused);
      else if (!connection.allowsAuth) resolve();
      else connection.login(signInWith(user, credential), (refusal) => (refusal ? reject(refusal) : resolve()));
    });
  })
    .catch((error: unknown) => {
      connection.close();
      throw error;
    })
    .finally(() => clearTimeout(timer));
  return connection;
}

/** nodemailer would refresh a token that is refused; ours has nothing to do that with. */
function signInWith(user: string, credential: MailAccess['credential']): SMTPConnection.AuthenticationType {
  if ('password' in credential) return { user, pass: credential.password };
  return { type: 'oauth2', user, oauth2: new XOAuth2({ user, accessToken: credential.accessToken }) };
}

const failure = (code: string, message: string): Error => Object.assign(new Error(message), { code });
