import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { SmtpFault, SmtpPhase } from './smtp-phases.ts';

export interface FaultySmtp {
  port: number;
  /** What it has taken, in order: it answers for these. */
  received: { messageId: string; to: string[] }[];
  /** Connections that are open now. */
  open(): number;
  /** From now on everybody is known. */
  heal(): void;
  stop(): Promise<void>;
}

interface Options {
  /** What goes wrong on the next connection; asked once for each. */
  fault?: () => SmtpFault | null;
  /** Hangs up after each mail, so that every mail has a connection, and a fault, of its own. */
  hangsUp?: boolean;
}

/** Takes mail over SMTP and breaks where it is told to. Refuses recipients whose name says so: `nobody-550@…`, `busy-450@…`. */
export async function startFaultySmtp({ fault = () => null, hangsUp = false }: Options = {}): Promise<FaultySmtp> {
  const sockets = new Set<Socket>();
  const faulty = { isWell: false, received: [] as FaultySmtp['received'] };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.setNoDelay().on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    converse(socket, fault(), faulty, hangsUp);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    received: faulty.received,
    open: () => sockets.size,
    heal: () => void (faulty.isWell = true),
    stop: () => {
      sockets.forEach((socket) => socket.destroy());
      return new Promise((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

/** One connection, from its greeting to its end. */
function converse(
  socket: Socket,
  fault: SmtpFault | null,
  faulty: { isWell: boolean; received: FaultySmtp['received'] },
  hangsUp: boolean,
): void {
  let isStalled = false;
  let isBody = false;
  let isAngry = false;
  let hasTaken = false;
  let text = '';
  let to: string[] = [];
  let messageId = '';
  const say = (line: string): void => void (!isStalled && !socket.destroyed && socket.write(`${line}\r\n`));
  /** @returns whether something went wrong here, so that nothing else is said. */
  const strikes = (phase: SmtpPhase): boolean => {
    if (fault?.phase !== phase || fault.does === 'partial') return false;
    if (fault.does === 'cut') socket.destroy();
    else if (fault.does === 'stall') {
      isStalled = true;
      socket.pause();
    } else say(fault.does === '4xx' ? `${phase === 'greeting' ? 421 : 451} Not now (${phase})` : `554 Never (${phase})`);
    fault = null;
    return true;
  };
  /** After an answer that nobody asked for. */
  const hangUp = (): void => {
    if (isStalled) return;
    isStalled = true;
    socket.end();
  };
  if (strikes('connect') || strikes('greeting')) return;
  say('220 faulty ESMTP');
  socket.on('data', (chunk: Buffer) => {
    if (isStalled) return;
    text += chunk.toString('latin1');
    for (;;) {
      if (isBody) {
        if (text.length === 0) return;
        if (strikes('body')) return hangUp();
        messageId ||= /^Message-ID:\s*(<[^>]+>)/im.exec(text)?.[1] ?? '';
        const end = text.indexOf('\r\n.\r\n');
        // What was looked through is not looked through again.
        if (end < 0) return void (messageId && (text = text.slice(-4)));
        text = text.slice(end + 5);
        isBody = false;
        if (strikes('dot')) continue;
        faulty.received.push({ messageId, to });
        if (fault?.phase === 'after-dot' && fault.does.endsWith('xx')) isAngry = true;
        else if (strikes('after-dot')) return;
        say('250 2.0.0 Taken');
        hasTaken = true;
        if (hangsUp && fault === null) return hangUp();
        continue;
      }
      const end = text.indexOf('\r\n');
      if (end < 0) return;
      command(text.slice(0, end));
      text = text.slice(isBody || !isStalled ? end + 2 : text.length);
    }
  });

  function command(line: string): void {
    const verb = line.slice(0, 4).toUpperCase();
    if (isAngry && strikes('after-dot')) return;
    if (verb === 'EHLO') return strikes('ehlo') ? undefined : say('250-faulty\r\n250-AUTH PLAIN\r\n250 SIZE 52428800');
    if (verb === 'HELO') return say('250 faulty');
    if (verb === 'AUTH') return strikes('auth') ? undefined : say('235 2.7.0 Welcome');
    if (verb === 'RSET') return say('250 2.0.0 Forgotten');
    if (verb === 'QUIT') return strikes('quit') ? undefined : void socket.end('221 2.0.0 Bye\r\n');
    if (verb === 'MAIL') {
      to = [];
      if (hangsUp && hasTaken) {
        say('421 4.3.2 One mail each');
        return hangUp();
      }
      return strikes('mail') ? undefined : say('250 2.1.0 Sender taken');
    }
    if (verb === 'RCPT') return recipient(/<([^>]*)>/.exec(line)?.[1] ?? '');
    if (verb !== 'DATA') return say('502 5.5.1 What?');
    if (strikes('data')) return;
    isBody = true;
    messageId = '';
    say('354 Go on');
  }

  function recipient(address: string): void {
    if (strikes('rcpt')) return;
    const code = Number(/-(\d{3})@/.exec(address)?.[1] ?? 250);
    if (code >= 400 && !faulty.isWell) return say(`${code} Not this one`);
    if (fault?.does === 'partial' && to.length > 0) {
      fault = null;
      return say(Math.random() < 0.5 ? '550 5.1.1 Unknown' : '450 4.2.1 Later');
    }
    to.push(address);
    say('250 2.1.5 Recipient taken');
  }
}
