/** Order of a live list that does not move under the hand: while held, rows stay where they are and news waits for a click. */
export interface FrozenOrder {
  /** Which list it is; another one is shown as it comes. */
  view: string;
  /** Ids as shown, gone ones included while held. */
  shown: string[];
  /** Ids as the server last sorted them. */
  latest: string[];
  held: boolean;
}

export type FrozenOrderAction =
  { type: 'received'; view: string; ids: string[] } | { type: 'held' } | { type: 'released' } | { type: 'applied' };

export const emptyOrder: FrozenOrder = { view: '', shown: [], latest: [], held: false };

export function frozenOrder(state: FrozenOrder, action: FrozenOrderAction): FrozenOrder {
  switch (action.type) {
    case 'received': {
      const { view, ids } = action;
      const mayMove = !state.held || state.view !== view || state.shown.length === 0;
      return { ...state, view, latest: ids, shown: mayMove ? ids : [...state.shown, ...following(ids, state.shown)] };
    }
    case 'held':
      return state.held ? state : { ...state, held: true };
    case 'released':
    case 'applied':
      return { ...state, held: state.held && action.type === 'applied', shown: state.latest };
    default:
      return action;
  }
}

/** What comes after the last row in sight, as the next page does: it moves nothing. */
function following(ids: string[], shown: string[]): string[] {
  const seen = new Set(shown);
  const last = ids.findLastIndex((id) => seen.has(id));
  return last < 0 ? [] : ids.slice(last + 1);
}

/** What waits: how many rows are new, and whether anything differs at all (rows gone or moved). */
export function waitingNews(state: FrozenOrder): { added: number; changed: boolean } {
  const shown = new Set(state.shown);
  const added = state.latest.filter((id) => !shown.has(id)).length;
  const changed = state.latest.length !== state.shown.length || state.latest.some((id, index) => id !== state.shown[index]);
  return { added, changed };
}
