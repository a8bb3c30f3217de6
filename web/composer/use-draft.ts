import { useCallback, useEffect, useRef, useState } from 'react';
import type { Drafts } from '../../api/types.ts';
import type { Json } from '../../domain/process/types.ts';
import { api } from '../server/client.ts';
import { isProblem } from '../server/problem.ts';

export type Saving = { state: 'clean' | 'saving' | 'failed' } | { state: 'saved'; at: Date };

const pause = 800;
const retryPause = 5000;

interface DraftOptions<T> {
  request: string;
  type: 'reply' | 'note';
  /** What the server keeps; null where it keeps none. Read once. */
  kept: Drafts['mine'][number] | null;
  initial: T;
  isEmpty: (content: T) => boolean;
}

/**
 * A text that is written to the server while one types: after a short pause, on leaving, and again until it worked. The screen is always ahead of
 * the server, never the other way round.
 */
export function useDraft<T extends { [key: string]: Json }>({ request, type, kept, initial, isEmpty }: DraftOptions<T>) {
  const [content, setContent] = useState<T>(() => (kept ? { ...initial, ...(kept.content as T) } : initial));
  const [saving, setSaving] = useState<Saving>(kept ? { state: 'saved', at: new Date(kept.updatedAt) } : { state: 'clean' });
  const latest = useRef(content);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const isKept = useRef(kept !== null);
  const isDirty = useRef(false);
  const isMounted = useRef(true);
  /** One write at a time: an older text must not arrive after a newer one. */
  const queue = useRef(Promise.resolve());

  const write = useCallback(async (): Promise<void> => {
    if (!isDirty.current) return;
    isDirty.current = false;
    const params = { id: request, type };
    const show = (next: Saving): void => {
      if (isMounted.current) setSaving(next);
    };
    try {
      if (isEmpty(latest.current)) {
        if (isKept.current) await api('DELETE /api/requests/:id/drafts/:type', { params });
        isKept.current = false;
        show({ state: 'clean' });
      } else {
        show({ state: 'saving' });
        const { updatedAt } = await api('PUT /api/requests/:id/drafts/:type', { params, body: { content: latest.current } });
        isKept.current = true;
        show({ state: 'saved', at: new Date(updatedAt) });
      }
    } catch (error) {
      isDirty.current = true;
      show({ state: 'failed' });
      if (!isProblem(error, 'not-found')) timer.current = setTimeout(() => void flush(), retryPause);
    }
  }, [request, type, isEmpty]);

  const flush = useCallback((): Promise<void> => {
    clearTimeout(timer.current);
    queue.current = queue.current.then(write);
    return queue.current;
  }, [write]);

  useEffect(() => {
    isMounted.current = true;
    const leave = (): void => void flush();
    window.addEventListener('pagehide', leave);
    return () => {
      isMounted.current = false;
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [flush]);

  const change = useCallback(
    (next: Partial<T>): void => {
      latest.current = { ...latest.current, ...next };
      isDirty.current = true;
      setContent(latest.current);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), pause);
    },
    [flush],
  );

  /** Forgets the text here and, unless the server already has (after sending), there. */
  const clear = useCallback(
    ({ onServer }: { onServer: boolean }): void => {
      clearTimeout(timer.current);
      latest.current = initial;
      isDirty.current = onServer;
      if (!onServer) isKept.current = false;
      setContent(initial);
      setSaving({ state: 'clean' });
      if (onServer) void flush();
    },
    [initial, flush],
  );

  return { content, change, clear, saving, flush };
}
