import type { AddressInfo } from 'node:net';
import { callbackify } from 'node:util';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';
import type { DeliveryConfig } from '../../../config/delivery.ts';
import { type IntakeDependencies, takeIn } from '../intake.ts';
import { type KeyedQueue, keyedQueue } from '../keyed-queue.ts';
import { answers, refusal } from './answers.ts';
import { receiver } from './receive.ts';
import { recipientsOf } from './recipients.ts';
import { commitDelivery } from './commit.ts';
import { traceOf } from './trace.ts';

/** RFC 5321, section 4.5.3.1.8: at least so many. */
const mostRecipients = 100;
/** Decisions at a time. */
const width = 8;
/** Milliseconds without a word of the other side, and for what runs when we stop. */
const patience = 120_000;
const closing = 10_000;

export interface Delivery {
  ports: { smtp: number | null; lmtp: number | null };
  /** Takes no new mail; what is committed and not judged yet is done by the sweeper. */
  stop(): Promise<void>;
}

/**
 * Takes mail for the tenants' own mailboxes from other servers, by SMTP or LMTP, and passes nothing on. A mail is in the ledger before the other side hears 250; after
 * that it goes the way of all mail (intake.ts).
 */
export async function startDelivery(deps: IntakeDependencies, config: DeliveryConfig): Promise<Delivery> {
  const queue = keyedQueue(width);
  const servers = {
    smtp: config.smtpPort === null ? null : createServer(deps, config, queue, false),
    lmtp: config.lmtpPort === null ? null : createServer(deps, config, queue, true),
  };
  const ports = {
    smtp: servers.smtp && (await listen(servers.smtp, config.host, config.smtpPort ?? 0)),
    lmtp: servers.lmtp && (await listen(servers.lmtp, config.host, config.lmtpPort ?? 0)),
  };
  return {
    ports,
    async stop() {
      const open = [servers.smtp, servers.lmtp].filter((server) => server !== null);
      await Promise.all(open.map((server) => new Promise<void>((resolve) => server.close(resolve))));
      await queue.idle();
    },
  };
}

function createServer(deps: IntakeDependencies, config: DeliveryConfig, queue: KeyedQueue, lmtp: boolean): SMTPServer {
  const { receive, release } = receiver();
  const take = async (stream: SMTPServerDataStream, session: SMTPServerSession): Promise<(string | Error)[]> => {
    const mail = await receive(stream, config.largestMail);
    if (mail === 'too-large') throw refusal('tooLarge');
    if (mail === 'too-much') throw refusal('busy');
    try {
      return await keep(deps, config, queue, { mail, session, isTrusted: lmtp });
    } finally {
      release(mail);
    }
  };
  const server = new SMTPServer({
    lmtp,
    ...options(config),
    onRcptTo({ address }, _session, callback) {
      const look = async (): Promise<void> => {
        const [found] = await recipientsOf(deps, [address]);
        if (!found) throw refusal('unknown');
        if (!found.active) throw refusal('switchedOff');
      };
      callbackify(look)((error) => callback(error ? answers(deps.log, error) : null));
    },
    onData(stream, session, callback) {
      callbackify(take)(stream, session, (error, outcomes) => {
        if (error) return callback(answers(deps.log, error));
        const failed = outcomes.find((one) => one instanceof Error);
        // SMTP has one answer for all: those who have the mail already recognise it when it comes again.
        if (lmtp) callback(null, outcomes);
        else callback(failed instanceof Error ? failed : null, typeof outcomes[0] === 'string' ? outcomes[0] : undefined);
      });
    },
  });
  // A connection's own end; what it means for its mail was handled where that was read.
  server.on('error', () => undefined);
  return server;
}

const options = ({ name, largestMail, connections, tls }: DeliveryConfig): SMTPServerOptions => ({
  name,
  banner: 'Vorgang',
  size: largestMail,
  maxClients: connections,
  maxRecipients: mostRecipients,
  socketTimeout: patience,
  closeTimeout: closing,
  disableReverseLookup: true,
  // Ours say more than its own.
  hideENHANCEDSTATUSCODES: true,
  // Nobody signs in to hand mail over.
  disabledCommands: tls ? ['AUTH'] : ['AUTH', 'STARTTLS'],
  authOptional: true,
  ...tls,
});

interface Arrived {
  mail: Buffer;
  session: SMTPServerSession;
  isTrusted: boolean;
}

/** One row a mailbox, however many of its addresses are named. @returns one answer a recipient, in their order. */
async function keep(
  deps: IntakeDependencies,
  { name }: DeliveryConfig,
  queue: KeyedQueue,
  { mail, session, isTrusted }: Arrived,
): Promise<(string | Error)[]> {
  const addresses = session.envelope.rcptTo.map(({ address }) => address);
  const from = session.envelope.mailFrom ? session.envelope.mailFrom.address : '';
  const recipients = await recipientsOf(deps, addresses);
  const outcomes = new Map<string, string | Error>();
  for (const [mailbox, own] of Map.groupBy(recipients, ({ id }) => id)) {
    const to = own.map(({ address }) => address);
    const trace = traceOf({ from, to, by: name, at: new Date(), session, isTrusted });
    const tenant = own[0]?.tenant ?? '';
    const outcome = await commitDelivery(deps, { tenant, mailbox, raw: mail, trace }).then(
      ({ id, sender }) => {
        queue.add(`${mailbox} ${sender}`, () => takeIn(deps, tenant, id));
        return `OK: in the ledger as ${id}`;
      },
      (error: Error) => answers(deps.log, error),
    );
    for (const address of to) outcomes.set(address, outcome);
  }
  return addresses.map((address) => outcomes.get(address) ?? refusal('away'));
}

async function listen(server: SMTPServer, host: string, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    const onError = (error: Error): void => {
      reject(new Error(`No mail can be taken on ${host}:${port}: ${error.message}. End what holds the port or choose another.`));
    };
    server.once('error', onError);
    server.listen(port, host, () => {
      server.off('error', onError);
      resolve();
    });
  });
  return (server.server.address() as AddressInfo).port;
}
