import SMTPConnection from 'nodemailer/lib/smtp-connection';
import XOAuth2 from 'nodemailer/lib/xoauth2';
import { type Semaphore, semaphore } from './semaphore.ts';
import type { MailAccess } from './servers.ts';

/** Milliseconds. A server may think about a mail for minutes before it answers the final dot. */
const limits = { connectionTimeout: 20_000, greetingTimeout: 20_000, socketTimeout: 180_000 };
const keptIdle = 5_000;
const mostPerMailbox = 4;

/** Connections of this process, by server and user: signing in costs more than sending. */
interface Pool {
  gate: Semaphore;
  idle: { connection: SMTPConnection; timer: NodeJS.Timeout }[];
}
const pools = new Map<string, Pool>();

/**
 * Lends a signed-in connection. It is kept for the next mail where `work` says it is still good.
 * @throws nodemailer's error where no connection could be had: nothing was sent then.
 */
export async function withSmtp<T>(
  access: MailAccess,
  work: (connection: SMTPConnection) => Promise<{ result: T; isGood: boolean }>,
): Promise<T> {
  const { host, port, secure, user, credential } = access;
  // Whose token it was, not which: it changes every hour, and a connection outlives it.
  const key = JSON.stringify([host, port, secure, user, 'password' in credential ? credential.password : { of: credential.mailbox }]);
  const pool = pools.get(key) ?? { gate: semaphore(mostPerMailbox), idle: [] };
  pools.set(key, pool);
  await pool.gate.enter();
  try {
    const connection = takeIdle(pool) ?? (await open(access));
    const { result, isGood } = await work(connection);
    if (isGood) keep(pool, connection);
    else connection.close();
    return result;
  } finally {
    pool.gate.leave();
  }
}

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
  }, keptIdle);
  pool.idle.push({ connection, timer });
}

async function open({ host, port, secure, user, credential, isLocal }: MailAccess): Promise<SMTPConnection> {
  const connection = new SMTPConnection({ host, port, secure, requireTLS: !secure && !isLocal, ...limits });
  await new Promise<void>((resolve, reject) => {
    connection.on('error', reject);
    connection.once('end', () => reject(Object.assign(new Error('The connection was closed.'), { code: 'ECONNECTION' })));
    connection.connect((failure) => {
      if (failure) reject(failure);
      else if (!connection.allowsAuth) resolve();
      else connection.login(signInWith(user, credential), (refusal) => (refusal ? reject(refusal) : resolve()));
    });
  }).catch((error: unknown) => {
    connection.close();
    throw error;
  });
  return connection;
}

/** nodemailer would refresh a token that is refused; ours has nothing to do that with. */
function signInWith(user: string, credential: MailAccess['credential']): SMTPConnection.AuthenticationType {
  if ('password' in credential) return { user, pass: credential.password };
  return { type: 'oauth2', user, oauth2: new XOAuth2({ user, accessToken: credential.accessToken }) };
}
