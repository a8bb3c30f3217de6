import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { withoutTag } from '../../domain/mail/addresses.ts';
import { type Account, serveImap } from './mail/imap-session.ts';
import { createSmtpServer, type ReceivedMail, type Verdict } from './mail/smtp.ts';
import { type MailFolder, MailStore, standardFolders } from './mail/store.ts';

export type { ReceivedMail, Verdict } from './mail/smtp.ts';

export interface StartMailServer {
  /** Holds all mails and the master password. */
  folder: string;
  /** 0: any free one. */
  smtpPort: number;
  imapPort: number;
  /** Who may sign in with a password of their own. Any other address has a mailbox too as soon as mail comes for it. */
  mailboxes: { address: string; password: string }[];
  log: (line: string) => void;
  /** Whether an access token opens a mailbox (XOAUTH2), for tests; without it nobody signs in so. */
  takesToken?: (user: string, token: string) => boolean;
  /** Decides on each mail that came over SMTP, for tests of refusals and broken connections. */
  verdict?: (mail: ReceivedMail) => Verdict | Promise<Verdict>;
}

export interface MailServer {
  ports: { smtp: number; imap: number };
  /** Opens every mailbox; with the user name `post-office` it shows all inboxes as folders named by their addresses, for reading. */
  masterPassword: string;
  /** Every mail that was kept after SMTP, in order: so a test counts what the receiving server accepted. */
  accepted: readonly ReceivedMail[];
  /** How often each Message-ID was accepted. */
  acceptedByMessageId(): Map<string, number>;
  /** Puts a mail into the inboxes of its recipients, as SMTP would. */
  deliver(raw: string | Uint8Array, envelope: { from: string; to: string[] }): void;
  addresses(): string[];
  list(address: string, folder?: string): { uid: number; raw: Buffer; receivedAt: Date; flags: readonly string[] }[];
  /** Gives a folder another UIDVALIDITY and its mails other UIDs, as a restored server may. */
  renumber(address: string, folder?: string): void;
  /** Closes all connections at once. */
  stop(): Promise<void>;
}

/** User name under which the master password shows every inbox. */
export const postOffice = 'post-office';

/**
 * The demo's mail server: SMTP and IMAP on 127.0.0.1, every address in `.example` and `.test` has a mailbox, nothing ever leaves the
 * machine. A mail is in its file before the sender hears 250.
 */
export async function startMailServer(options: StartMailServer): Promise<MailServer> {
  const { folder, mailboxes, log, takesToken, verdict = () => 'accept' } = options;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const masterPassword = ensureMasterPassword(join(folder, 'master-password'));
  const store = new MailStore(join(folder, 'mailboxes'));
  const passwords = new Map(mailboxes.map(({ address, password }) => [address.toLowerCase(), password]));
  for (const address of passwords.keys()) store.mailbox(address);
  const accepted: ReceivedMail[] = [];

  const mayEnter = (user: string, password: string) =>
    password === masterPassword || (password !== '' && passwords.get(user.toLowerCase()) === password);
  const deliver = (raw: Uint8Array, from: string, to: string[]) => {
    const at = new Date();
    for (const address of new Set(to.map((one) => one.toLowerCase()))) {
      const trace = `Return-Path: <${from}>\r\nDelivered-To: ${address}\r\nReceived: by localhost with SMTP; ${at.toUTCString()}\r\n`;
      // As most servers do: what stands behind a plus is the owner's own business.
      store.append(inbox(store, withoutTag(address)), Buffer.concat([Buffer.from(trace), raw]), { receivedAt: at });
    }
  };
  const smtp = createSmtpServer({
    mayReceive: isReserved,
    signIn: mayEnter,
    ...(takesToken && { takesToken }),
    verdict,
    keep(mail) {
      deliver(mail.raw, mail.from, mail.to);
      accepted.push(mail);
    },
    hangUp: (remotePort) => [...sockets].find((socket) => socket.remotePort === remotePort)?.destroy(),
  });
  const signIn = (user: string, password: string) => (mayEnter(user, password) ? account(store, user) : null);
  const withToken = takesToken && ((user: string, token: string) => (takesToken(user, token) ? account(store, user) : null));
  const imap = createServer((socket) => serveImap(socket, { store, signIn, ...(withToken && { withToken }) }));
  const sockets = new Set<Socket>();
  for (const server of [smtp.server, imap]) {
    server.on('connection', (socket: Socket) => {
      sockets.add(socket.setNoDelay());
      socket.once('close', () => sockets.delete(socket));
    });
  }
  await Promise.all([listen(smtp.server, options.smtpPort), listen(imap, options.imapPort)]);
  const ports = { smtp: portOf(smtp.server), imap: portOf(imap) };
  log(`Mail server: SMTP on 127.0.0.1:${ports.smtp}, IMAP on 127.0.0.1:${ports.imap}.`);

  return {
    ports,
    masterPassword,
    accepted,
    acceptedByMessageId() {
      const counts = new Map<string, number>();
      for (const { messageId } of accepted) counts.set(messageId ?? '', (counts.get(messageId ?? '') ?? 0) + 1);
      return counts;
    },
    deliver: (raw, envelope) => deliver(Buffer.from(raw), envelope.from, envelope.to),
    addresses: () => store.addresses(),
    list(address, name = 'INBOX') {
      const found = store.mailbox(address).get(name);
      return (found?.mails ?? []).map((mail) => ({
        uid: mail.uid,
        raw: store.read(found!, mail),
        receivedAt: mail.receivedAt,
        flags: mail.flags,
      }));
    },
    renumber(address, name = 'INBOX') {
      const found = store.mailbox(address).get(name);
      if (found) store.renumber(found);
    },
    async stop() {
      const closed = Promise.all([new Promise((resolve) => imap.close(resolve)), new Promise<void>((resolve) => smtp.close(resolve))]);
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** Reserved by RFC 2606: no such domain exists in the world outside. */
function isReserved(address: string): boolean {
  return /@(?:[^@]+\.)?(?:example|test)$/i.test(address);
}

function account(store: MailStore, user: string): Account {
  if (user === postOffice) {
    return {
      address: null,
      folder: (name) => (store.addresses().includes(name) ? inbox(store, name) : undefined),
      folders: () => store.addresses().map((name) => ({ name, specialUse: null })),
    };
  }
  const folders = store.mailbox(user);
  return {
    address: user.toLowerCase(),
    folder: (name) => folders.get(name.toUpperCase() === 'INBOX' ? 'INBOX' : name),
    folders: () => [...folders.keys()].map((name) => ({ name, specialUse: standardFolders.get(name) ?? null })),
  };
}

function inbox(store: MailStore, address: string): MailFolder {
  return store.mailbox(address).get('INBOX')!;
}

function ensureMasterPassword(file: string): string {
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(18).toString('hex')}\n`, { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      reject(new Error(`The mail server cannot listen on 127.0.0.1:${port}: ${error.message}. End what holds the port or choose another.`));
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}

function portOf(server: { address(): AddressInfo | string | null }): number {
  return (server.address() as AddressInfo).port;
}
