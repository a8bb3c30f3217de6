interface Shared {
  users: number;
  started: Promise<{ stop(): Promise<void> }>;
}

/** Vitest loads a global set-up once per project; the process is the same, so what they share hangs on it. */
const shared: Map<string, Shared> = ((globalThis as { vorgangTestServers?: Map<string, Shared> }).vorgangTestServers ??= new Map());

/** Starts a server for the first project that asks, hands it to the others, and stops it after the last. */
export async function startOnce<T extends { stop(): Promise<void> }>(name: string, start: () => Promise<T>): Promise<T> {
  const entry = shared.get(name) ?? { users: 0, started: start() };
  shared.set(name, entry);
  entry.users++;
  const server = (await entry.started) as T;
  const stop = async () => {
    if (--entry.users > 0) return;
    shared.delete(name);
    await server.stop();
  };
  return { ...server, stop };
}
