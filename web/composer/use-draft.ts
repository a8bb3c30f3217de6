import { useEffect, useState } from 'react';
import type { Drafts } from '../../api/types.ts';
import type { Json } from '../../domain/process/types.ts';
import { api } from '../server/client.ts';
import { useStore } from '../shell/external-store.ts';
import { createDraftKeeper } from './draft-keeper.ts';

interface UseDraftOptions<T> {
  request: string;
  type: 'reply' | 'note';
  /** What the server keeps; null where it keeps none. Read once, on opening. */
  kept: Drafts['mine'][number] | null;
  initial: T;
  isEmpty: (content: T) => boolean;
}

/** The person's own draft of this type for this request: on the screen first, on the server soon after. */
export function useDraft<T extends { [key: string]: Json }>({ request, type, kept, initial, isEmpty }: UseDraftOptions<T>) {
  const [keeper] = useState(() => {
    const params = { id: request, type };
    return createDraftKeeper<T>({
      initial,
      kept: kept && { content: kept.content as Partial<T>, updatedAt: kept.updatedAt },
      isEmpty,
      save: (content) => api('PUT /api/requests/:id/drafts/:type', { params, body: { content } }),
      remove: () => api('DELETE /api/requests/:id/drafts/:type', { params }),
    });
  });
  useEffect(() => {
    const leave = (): void => void keeper.flush();
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [keeper]);
  return { ...useStore(keeper.state), change: keeper.change, changeBy: keeper.changeBy, clear: keeper.clear, flush: keeper.flush };
}
