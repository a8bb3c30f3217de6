import { useEffect, useMemo, useReducer, useRef, type FocusEvent, type PointerEvent } from 'react';
import { emptyOrder, frozenOrder, waitingNews, type FrozenOrder, type FrozenOrderAction } from './frozen-order.ts';

interface Keyed {
  key: string;
}
interface FrozenList<T> {
  order: FrozenOrder;
  /** Every row that was seen, as it was last. */
  known: ReadonlyMap<string, T>;
}
type ListAction<T> = Exclude<FrozenOrderAction, { type: 'received' }> | (Extract<FrozenOrderAction, { type: 'received' }> & { items: T[] });

/**
 * Rows in an order that stands still while pointer or focus is inside. `view` names the list: another one starts afresh.
 * Rows that left the list keep their last content until the order may change.
 */
export function useFrozenList<T extends Keyed>(view: string, items: T[] | undefined) {
  const [{ order, known }, act] = useReducer(listOf<T>, { order: emptyOrder, known: new Map() });
  const inside = useRef({ pointer: false, focus: false });

  useEffect(() => {
    if (items) act({ type: 'received', view, ids: items.map(({ key }) => key), items });
  }, [items, view]);

  const rows = useMemo(() => {
    if (order.view !== view) return [];
    const current = new Set(order.latest);
    return order.shown.flatMap((key) => {
      const item = known.get(key);
      return item ? [{ item, gone: !current.has(key) }] : [];
    });
  }, [order, known, view]);

  const hold = (part: 'pointer' | 'focus', within: boolean): void => {
    inside.current[part] = within;
    act({ type: inside.current.pointer || inside.current.focus ? 'held' : 'released' });
  };
  return {
    rows,
    news: waitingNews(order),
    apply: () => act({ type: 'applied' }),
    /** For the element around the rows. Touch leaves no pointer behind, so it does not hold. */
    handlers: {
      onPointerEnter: (event: PointerEvent) => event.pointerType === 'mouse' && hold('pointer', true),
      onPointerLeave: (event: PointerEvent) => event.pointerType === 'mouse' && hold('pointer', false),
      onFocus: () => hold('focus', true),
      onBlur: (event: FocusEvent) => {
        if (!event.currentTarget.contains(event.relatedTarget)) hold('focus', false);
      },
    },
  };
}

function listOf<T extends Keyed>({ order, known }: FrozenList<T>, action: ListAction<T>): FrozenList<T> {
  const items = action.type === 'received' ? action.items : [];
  return {
    order: frozenOrder(order, action),
    known: items.length > 0 ? new Map([...known, ...items.map((item) => [item.key, item] as const)]) : known,
  };
}
