import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createDraftKeeper } from '../../../web/composer/draft-keeper.ts';

const at = '2026-11-22T09:42:00.000Z';

/** A server that writes down what reaches it; `broken` cuts the line. */
function keeperWith(kept: { content: { text: string }; updatedAt: string } | null = null) {
  const server = { calls: [] as string[], broken: false, release: undefined as (() => void) | undefined, slow: false };
  const keeper = createDraftKeeper({
    initial: { text: '' },
    kept,
    isEmpty: ({ text }) => !text.trim(),
    save: async ({ text }) => {
      if (server.broken) throw new Error('cut');
      if (server.slow) await new Promise<void>((resolve) => (server.release = resolve));
      server.calls.push(`save ${text}`);
      return { updatedAt: at };
    },
    remove: async () => server.calls.push('remove'),
  });
  return { keeper, server };
}

describe('draft', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('is written after a pause, once for several keys', async () => {
    const { keeper, server } = keeperWith();
    for (const text of ['H', 'Ha', 'Hallo']) keeper.change({ text });
    expect(server.calls).toEqual([]);
    await vi.advanceTimersByTimeAsync(800);
    expect(server.calls).toEqual(['save Hallo']);
    expect(keeper.state.get().saving).toEqual({ state: 'saved', at: new Date(at) });
  });

  test('is never called saved when it is not, and is written as soon as the line is back', async () => {
    const { keeper, server } = keeperWith();
    server.broken = true;
    keeper.change({ text: 'wichtig' });
    await vi.advanceTimersByTimeAsync(800);
    expect(keeper.state.get()).toEqual({ content: { text: 'wichtig' }, saving: { state: 'failed' } });
    server.broken = false;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(server.calls).toEqual(['save wichtig']);
  });

  test('never lets an older text arrive after a newer one', async () => {
    const { keeper, server } = keeperWith();
    server.slow = true;
    keeper.change({ text: 'alt' });
    await vi.advanceTimersByTimeAsync(800);
    keeper.change({ text: 'neu' });
    const flushed = keeper.flush();
    await vi.advanceTimersByTimeAsync(0);
    server.slow = false;
    server.release?.();
    await flushed;
    expect(server.calls).toEqual(['save alt', 'save neu']);
  });

  test('goes from the server when it was emptied, and only if it was there', async () => {
    const { keeper, server } = keeperWith({ content: { text: 'von gestern' }, updatedAt: at });
    expect(keeper.state.get().content).toEqual({ text: 'von gestern' });
    keeper.change({ text: ' ' });
    await keeper.flush();
    keeper.change({ text: '' });
    await keeper.flush();
    expect(server.calls).toEqual(['remove']);
  });

  test('writes nothing more after sending', async () => {
    const { keeper, server } = keeperWith();
    keeper.change({ text: 'gesendet' });
    keeper.clear({ onServer: false });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.calls).toEqual([]);
    expect(keeper.state.get().content).toEqual({ text: '' });
  });
});
