import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** What goes wrong on a connection, once: as soon as `at` is reached. */
export interface Fault {
  /** `connect`: before a byte passed; a side's text, as it appears in what this side has said since the fault was planned; or so many bytes of the server's. */
  at: 'connect' | { from: 'client' | 'server'; says: string | RegExp } | { bytes: number };
  /**
   * `cut`: both ends lose the connection, what set it off does not get through; `cut-behind`: it gets through, and its answer finds nobody. `stall`: it and whatever
   * follows gets nowhere, both ends stay open; `stall-behind`: it gets through, and after it nothing does. `dribble`: from there on the server's bytes come in pieces
   * of 7; `swap`: it comes after the next piece of its side. `delay`: it and what follows it comes so many milliseconds later.
   */
  does: 'cut' | 'cut-behind' | 'stall' | 'stall-behind' | 'dribble' | 'swap' | { delay: number };
}

export interface Proxy {
  port: number;
  /** From now on, on connections that are open and new ones; null: nothing goes wrong any more. What stalled stays so. */
  plan(fault: Fault | null): void;
  /** On how many connections a fault was set off. */
  struck(): number;
  /** Cuts whatever is open. */
  cutAll(): void;
  stop(): Promise<void>;
}

/** Stands between a client and a server on this machine and breaks connections on demand. */
export async function startProxy(target: number): Promise<Proxy> {
  let fault: Fault | null = null;
  let struck = 0;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
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
    const watching = watch(() => fault);
    const lines = { client: line(upstream, cut), server: line(client, cut) };
    const strike = (side: 'client' | 'server', chunk: Buffer, does: Fault['does']): void => {
      struck += 1;
      if (does === 'cut') return cut();
      if (does === 'cut-behind') {
        lines[side].pass(chunk);
        return void setImmediate(side === 'client' ? () => client.destroy() : cut);
      }
      if (does === 'stall-behind') lines[side].pass(chunk);
      if (does === 'stall' || does === 'stall-behind') return Object.values(lines).forEach((one) => one.stall());
      if (does === 'dribble') lines.server.dribble();
      else if (does === 'swap') return lines[side].swap(chunk);
      else lines[side].delay(does.delay);
      return lines[side].pass(chunk);
    };
    if (fault?.at === 'connect') strike('server', Buffer.alloc(0), fault.does);
    for (const side of ['client', 'server'] as const) {
      (side === 'client' ? client : upstream).on('data', (chunk: Buffer) => {
        const found = watching(side, chunk);
        if (!found) return lines[side].pass(chunk);
        if (found.before > 0) lines[side].pass(chunk.subarray(0, found.before));
        return strike(side, chunk.subarray(found.before), found.does);
      });
    }
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const cutAll = (): void => sockets.forEach((socket) => socket.destroy());
  return {
    port: (server.address() as AddressInfo).port,
    plan: (next) => void (fault = next),
    struck: () => struck,
    cutAll,
    stop: () => {
      cutAll();
      return new Promise((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

/** Tells, once for each planned fault, in which piece it is set off, and how many of its bytes come before. */
function watch(planned: () => Fault | null) {
  let fault: Fault | null = null;
  let isStruck = false;
  const said = { client: '', server: '' };
  let bytes = 0;
  return (side: 'client' | 'server', chunk: Buffer): { does: Fault['does']; before: number } | null => {
    if (side === 'server') bytes += chunk.length;
    const now = planned();
    if (now !== fault) {
      fault = now;
      isStruck = false;
      said.client = said.server = '';
    }
    if (!fault || isStruck || fault.at === 'connect') return null;
    const { at, does } = fault;
    if ('bytes' in at) {
      isStruck = side === 'server' && bytes >= at.bytes;
      return isStruck ? { does, before: Math.max(0, at.bytes - (bytes - chunk.length)) } : null;
    }
    if (at.from !== side) return null;
    said[side] = (said[side] + chunk.toString('latin1')).slice(-8192);
    isStruck = typeof at.says === 'string' ? said[side].includes(at.says) : at.says.test(said[side]);
    return isStruck ? { does, before: 0 } : null;
  };
}

/** One direction. */
function line(to: Socket, cut: () => void) {
  let isStalled = false;
  let delay = 0;
  let piece = Number.POSITIVE_INFINITY;
  let held: Buffer | null = null;
  const write = (chunk: Buffer): void => {
    if (isStalled || to.destroyed) return;
    for (let at = 0; at < chunk.length; at += piece) to.write(chunk.subarray(at, at + piece), (error) => error && cut());
  };
  return {
    pass(chunk: Buffer): void {
      if (delay > 0) setTimeout(() => write(chunk), delay);
      else write(chunk);
      if (held) write(held);
      held = null;
    },
    stall: () => void (isStalled = true),
    dribble: () => void (piece = 7),
    delay: (milliseconds: number) => void (delay = milliseconds),
    swap: (chunk: Buffer) => void (held = chunk),
  };
}
