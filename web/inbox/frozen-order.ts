/** Order of a live list that does not move under the hand: while held, rows stay where they are and news waits for a click. */
export interface FrozenOrder {
  /** Ids as shown, gone ones included while held. */
  shown: string[];
  /** Ids as the server last sorted them. */
  latest: string[];
  held: boolean;
}

export type FrozenOrderAction =
  | { type: 'received'; ids: string[] }
  | { type: 'held' }
  | { type: 'released' }
  | { type: 'applied' }
  /** Another view: its order is taken at once, held or not. */
  | { type: 'reset'; ids: string[] }
  /** The person's own action took the row away: it goes even while held. */
  | { type: 'removed'; id: string };

export const emptyOrder: FrozenOrder = { shown: [], latest: [], held: false };

export function frozenOrder(state: FrozenOrder, action: FrozenOrderAction): FrozenOrder {
  switch (action.type) {
    case 'received':
      return state.held && state.shown.length > 0 ? { ...state, latest: action.ids } : { ...state, latest: action.ids, shown: action.ids };
    case 'held':
      return state.held ? state : { ...state, held: true };
    case 'released':
      return { ...state, held: false, shown: state.latest };
    case 'applied':
      return { ...state, shown: state.latest };
    case 'reset':
      return { shown: action.ids, latest: action.ids, held: false };
    case 'removed':
      return { ...state, shown: without(state.shown, action.id), latest: without(state.latest, action.id) };
  }
}

/** What waits: how many rows are new, and whether anything differs at all (rows gone or moved). */
export function waitingNews(state: FrozenOrder): { added: number; changed: boolean } {
  const shown = new Set(state.shown);
  const added = state.latest.filter((id) => !shown.has(id)).length;
  const changed = state.latest.length !== state.shown.length || state.latest.some((id, index) => id !== state.shown[index]);
  return { added, changed };
}

const without = (ids: string[], gone: string): string[] => ids.filter((id) => id !== gone);
