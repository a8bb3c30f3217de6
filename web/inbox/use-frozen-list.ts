import { useEffect, useReducer, useRef, type FocusEvent, type PointerEvent } from 'react';
import { emptyOrder, frozenOrder, waitingNews } from './frozen-order.ts';

interface Keyed {
  key: string;
}

/**
 * Rows in an order that stands still while pointer or focus is inside. `view` names the list: another one starts afresh.
 * Rows that left the list keep their last content until the order may change.
 */
export function useFrozenList<T extends Keyed>(view: string, items: T[] | undefined) {
  const [order, act] = useReducer(frozenOrder, emptyOrder);
  const known = useRef(new Map<string, T>());
  const shownView = useRef(view);
  const inside = useRef({ pointer: false, focus: false });

  for (const item of items ?? []) known.current.set(item.key, item);

  useEffect(() => {
    if (!items) return;
    const ids = items.map(({ key }) => key);
    act({ type: shownView.current === view ? 'received' : 'reset', ids });
    shownView.current = view;
  }, [items, view]);

  const hold = (part: 'pointer' | 'focus', within: boolean): void => {
    inside.current[part] = within;
    act({ type: inside.current.pointer || inside.current.focus ? 'held' : 'released' });
  };
  const current = new Set(items?.map(({ key }) => key));
  const rows = (shownView.current === view ? order.shown : []).flatMap((key) => {
    const item = known.current.get(key);
    return item ? [{ item, gone: !current.has(key) }] : [];
  });
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
