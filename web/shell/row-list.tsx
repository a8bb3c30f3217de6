import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useEffectEvent, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { usePreferences } from '../preferences/preferences.ts';
import { useShortcut } from './shortcuts.ts';

interface RowListProps {
  className: string;
  label: string;
  ids: string[];
  /** Below 0: none. */
  openIndex: number;
  /** Pixels, before a row was measured. */
  rowHeight: number;
  /** Called while fewer rows than this follow the last one in sight. */
  ahead: number;
  onEnd: () => void;
  /** With it x picks the row. */
  onPick?: (id: string) => void;
  /** With it Shift and a movement extend what is picked. */
  onExtend?: (from: string | undefined, to: string) => void;
  /** A row bears its id as `data-row`. */
  children: (index: number, row: { reachable: boolean; onFocus: () => void }) => ReactNode;
}

/** Rows, only those in sight in the page. One Tab stop; arrows, Home, End, j and k move within. */
export function RowList({ className, label, ids, openIndex, rowHeight, ahead, onEnd, onPick, onExtend, children }: RowListProps) {
  const [{ density, textSize }] = usePreferences();
  const scroller = useRef<HTMLDivElement>(null);
  const [reachable, setReachable] = useState<string>();
  /** The row that gets the focus once it is there. */
  const wanted = useRef<string>(null);
  // oxlint-disable-next-line react/incompatible-library -- It is about the React compiler, which this app does not use.
  const virtual = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => ids[index] ?? index,
    overscan: 8,
  });
  const visible = virtual.getVirtualItems();
  const last = visible.at(-1)?.index ?? 0;
  useEffect(() => {
    if (ids.length > 0 && last >= ids.length - ahead) onEnd();
  }, [last, ids.length, ahead, onEnd]);
  useEffect(() => virtual.measure(), [density, textSize, virtual]);

  const reachableIndex = reachable === undefined ? -1 : ids.indexOf(reachable);
  const tabIndex = reachableIndex >= 0 ? reachableIndex : Math.max(openIndex, 0);
  const current = ids[tabIndex];

  function move(step: 1 | -1, extend = false): void {
    const isSomewhere = reachableIndex >= 0 || openIndex >= 0;
    moveTo(isSomewhere ? tabIndex + step : 0, extend);
  }
  function moveTo(index: number, extend = false): void {
    const target = Math.max(0, Math.min(ids.length - 1, index));
    const id = ids[target];
    if (id === undefined) return;
    virtual.scrollToIndex(target, { align: 'auto' });
    setReachable(id);
    if (extend) onExtend?.(current, id);
    wanted.current = id;
  }
  // A row far away is drawn some moments after it was asked for.
  useEffect(() => {
    const row = wanted.current === null ? null : scroller.current?.querySelector<HTMLElement>(`[data-row="${wanted.current}"]`);
    if (!row) return;
    wanted.current = null;
    row.focus();
  });
  const openId = openIndex >= 0 ? ids[openIndex] : undefined;
  const wasOpen = useRef(openId);
  const followOpen = useEffectEvent(() => {
    const here = openId ?? wasOpen.current;
    const isClosed = openId === undefined;
    wasOpen.current = openId;
    if (here === undefined || !ids.includes(here)) return;
    setReachable(here);
    virtual.scrollToIndex(ids.indexOf(here), { align: 'auto' });
    if (isClosed && document.activeElement === document.body) wanted.current = here;
  });
  // What is opened elsewhere (the next task) is where one stands; what is closed leaves one at its row.
  useEffect(() => followOpen(), [openId]);
  useShortcut('down', () => move(1));
  useShortcut('up', () => move(-1));
  useShortcut('pick', onPick && current !== undefined ? () => onPick(current) : undefined);
  function onKey(event: KeyboardEvent): void {
    const isExtending = onExtend !== undefined && event.shiftKey;
    if (event.key === 'Home' || event.key === 'End') {
      event.preventDefault();
      moveTo(event.key === 'Home' ? 0 : ids.length - 1);
      return;
    }
    const isDown = event.key === 'ArrowDown' || (isExtending && event.key === 'J');
    const isUp = event.key === 'ArrowUp' || (isExtending && event.key === 'K');
    if (!isDown && !isUp) return;
    event.preventDefault();
    move(isDown ? 1 : -1, isExtending);
  }

  return (
    <div className={`${className} pane__scroll`} ref={scroller} onKeyDown={onKey}>
      <ul aria-label={label} style={{ height: virtual.getTotalSize() }}>
        {visible.map(({ index, key, start }) => {
          const id = ids[index];
          if (id === undefined) return null;
          return (
            <li
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              aria-setsize={ids.length}
              aria-posinset={index + 1}
              style={{ transform: `translateY(${start}px)` }}
            >
              {children(index, { reachable: index === tabIndex, onFocus: () => setReachable(id) })}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
