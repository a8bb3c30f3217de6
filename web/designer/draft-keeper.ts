/** What a designer is told about their changes. Never "saved" while something is not. */
export type SaveState =
  | { state: 'clean' }
  | { state: 'unsaved' }
  | { state: 'saving' }
  | { state: 'saved'; at: Date; version: number }
  | { state: 'failed'; reason: unknown }
  /** Someone else saved a newer draft; nothing of ours is written until a person decides. */
  | { state: 'conflict'; version: number; name: string | null; at: Date };

export type SaveResult = { version: number; at: Date } | { conflict: { version: number; name: string | null; at: Date } };

export interface DraftKeeper<T> {
  /** Something changed; `read` gives the content when it is time to save. */
  changed: (read: () => Promise<T>) => void;
  /** Saves what is not saved yet. @returns whether all is saved now. */
  flush: () => Promise<boolean>;
  /** The person keeps their own content over the newer one. */
  overwrite: () => Promise<boolean>;
  version: () => number;
  /** Says nothing more; what is not saved yet is saved. */
  dispose: () => void;
}

export interface KeeperOptions<T> {
  version: number;
  /** Rejects where the draft could not be saved; that is tried again after `retryAfter`. */
  save: (content: T, version: number) => Promise<SaveResult>;
  onState: (state: SaveState) => void;
  /** Milliseconds of rest before a save. */
  pause?: number;
  retryAfter?: number;
}

/** Saves a draft by itself: after a pause, one save at a time, again after a failure, never over somebody else's newer one. */
export function keepDraft<T>({ version, save, onState, pause = 700, retryAfter = 5000 }: KeeperOptions<T>): DraftKeeper<T> {
  let current = version;
  let read: (() => Promise<T>) | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | null = null;
  let conflict: number | null = null;
  let isDisposed = false;

  const tell = (state: SaveState): void => {
    if (!isDisposed) onState(state);
  };
  const plan = (wait: number): void => {
    clearTimeout(timer);
    if (!isDisposed) timer = setTimeout(() => void flush(), wait);
  };

  async function saveOnce(content: () => Promise<T>): Promise<void> {
    read = null;
    tell({ state: 'saving' });
    try {
      const result = await save(await content(), current);
      if ('conflict' in result) {
        read ??= content;
        conflict = result.conflict.version;
        tell({ state: 'conflict', ...result.conflict });
        return;
      }
      current = result.version;
      tell(read ? { state: 'unsaved' } : { state: 'saved', at: result.at, version: current });
    } catch (reason) {
      read ??= content;
      tell({ state: 'failed', reason });
      plan(retryAfter);
    }
  }

  async function flush(): Promise<boolean> {
    clearTimeout(timer);
    if (running) {
      await running;
      return read === null || conflict !== null ? read === null : flush();
    }
    if (read && conflict === null) {
      running = saveOnce(read).finally(() => {
        running = null;
      });
      await running;
    }
    return read === null;
  }

  return {
    changed(content) {
      read = content;
      if (conflict !== null) return;
      if (!running) tell({ state: 'unsaved' });
      plan(pause);
    },
    flush,
    overwrite() {
      if (conflict !== null) current = conflict;
      conflict = null;
      return flush();
    },
    version: () => current,
    dispose() {
      if (read && conflict === null) void flush();
      isDisposed = true;
    },
  };
}
