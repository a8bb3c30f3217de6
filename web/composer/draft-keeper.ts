import { createStore, type Store } from '../shell/external-store.ts';

export type Saving = { state: 'clean' | 'saving' | 'failed' } | { state: 'saved'; at: Date };

export interface DraftState<T> {
  content: T;
  saving: Saving;
}

export interface DraftOptions<T> {
  initial: T;
  /** What the server has already; null where it has nothing. */
  kept: { content: Partial<T>; updatedAt: string } | null;
  isEmpty: (content: T) => boolean;
  /** Writes to the server; says when. */
  save: (content: T) => Promise<{ updatedAt: string }>;
  remove: () => Promise<unknown>;
}

export interface DraftKeeper<T> {
  state: Store<DraftState<T>>;
  change: (part: Partial<T>) => void;
  /** For what comes late: from the content as it is then. */
  changeBy: (change: (content: T) => Partial<T>) => void;
  /** Writes now what is not written yet. */
  flush: () => Promise<void>;
  /** Forgets the text here and, unless the server has done so itself (after sending), there. */
  clear: (options: { onServer: boolean }) => void;
}

const pause = 800;
const retryPause = 5_000;

/**
 * Keeps a text on the server while one types: after a short pause, on leaving, and again every few seconds until it worked. One write at a time, so
 * that an older text never arrives after a newer one.
 */
export function createDraftKeeper<T extends object>({ initial, kept, isEmpty, save, remove }: DraftOptions<T>): DraftKeeper<T> {
  const state = createStore<DraftState<T>>({
    content: { ...initial, ...kept?.content },
    saving: kept ? { state: 'saved', at: new Date(kept.updatedAt) } : { state: 'clean' },
  });
  let isOnServer = kept !== null;
  let isDirty = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let queue = Promise.resolve();
  /** Of the text, so that a slow answer about an earlier one changes nothing. */
  let generation = 0;
  const show = (saving: Saving): void => state.set((before) => ({ ...before, saving }));

  async function write(): Promise<void> {
    if (!isDirty) return;
    isDirty = false;
    const { content } = state.get();
    const of = generation;
    try {
      if (isEmpty(content)) {
        if (isOnServer) await remove();
        isOnServer = false;
        show({ state: 'clean' });
      } else {
        show({ state: 'saving' });
        const { updatedAt } = await save(content);
        if (of !== generation) return;
        isOnServer = true;
        show({ state: 'saved', at: new Date(updatedAt) });
      }
    } catch {
      if (of !== generation) return;
      isDirty = true;
      show({ state: 'failed' });
      later(retryPause);
    }
  }
  function later(milliseconds: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), milliseconds);
  }
  function flush(): Promise<void> {
    clearTimeout(timer);
    queue = queue.then(write);
    return queue;
  }
  function changeBy(change: (content: T) => Partial<T>): void {
    state.set((before) => ({ ...before, content: { ...before.content, ...change(before.content) } }));
    isDirty = true;
    later(pause);
  }
  return {
    state,
    flush,
    change: (part) => changeBy(() => part),
    changeBy,
    clear: ({ onServer }) => {
      clearTimeout(timer);
      generation += 1;
      state.set({ content: initial, saving: { state: 'clean' } });
      isDirty = onServer;
      if (onServer) void flush();
      else isOnServer = false;
    },
  };
}
