import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { TaskItem } from '../../api/types.ts';
import { usePreferences } from '../preferences/preferences.ts';
import { useMe } from '../session/session.ts';
import { useShortcut } from '../shell/shortcuts.ts';
import { TaskRow } from './task-row.tsx';

interface TaskListProps {
  label: string;
  rows: { item: TaskItem; gone: boolean }[];
  openRequest: string | undefined;
  hrefOf: (item: TaskItem) => string;
  onEnd: () => void;
}

/** The rows, only those in sight in the page. One Tab stop; arrows, j and k move within. */
export function TaskList({ label, rows, openRequest, hrefOf, onEnd }: TaskListProps) {
  const me = useMe();
  const [{ density, textSize }] = usePreferences();
  const scroller = useRef<HTMLDivElement>(null);
  const [reachable, setReachable] = useState<string>();
  // oxlint-disable-next-line react/incompatible-library -- It is about the React compiler, which this app does not use.
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 64,
    getItemKey: (index) => rows[index]?.item.key ?? index,
    overscan: 8,
  });
  const visible = virtual.getVirtualItems();
  const last = visible.at(-1)?.index ?? 0;
  useEffect(() => {
    if (rows.length > 0 && last >= rows.length - 5) onEnd();
  }, [last, rows.length, onEnd]);
  useEffect(() => virtual.measure(), [density, textSize, virtual]);

  const reachableIndex = rows.findIndex(({ item }) => item.key === reachable);
  const openIndex = rows.findIndex(({ item }) => item.request === openRequest);
  const tabIndex = reachableIndex >= 0 ? reachableIndex : Math.max(openIndex, 0);

  function move(step: 1 | -1): void {
    const isInside = scroller.current?.contains(document.activeElement) ?? false;
    const target = Math.max(0, Math.min(rows.length - 1, isInside || openIndex >= 0 ? tabIndex + step : 0));
    virtual.scrollToIndex(target, { align: 'auto' });
    const key = rows[target]?.item.key;
    setReachable(key);
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-row="${key}"]`)?.focus());
  }
  useShortcut('down', () => move(1));
  useShortcut('up', () => move(-1));
  function onKey(event: KeyboardEvent): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    move(step);
  }

  return (
    <div className="task-list pane__scroll" ref={scroller} onKeyDown={onKey}>
      <ul aria-label={label} style={{ height: virtual.getTotalSize() }}>
        {visible.map(({ index, key, start }) => {
          const row = rows[index];
          if (!row) return null;
          const { item, gone } = row;
          return (
            <li
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              aria-setsize={rows.length}
              aria-posinset={index + 1}
              style={{ transform: `translateY(${start}px)` }}
            >
              <TaskRow
                item={item}
                gone={gone}
                href={hrefOf(item)}
                open={item.request === openRequest}
                reachable={index === tabIndex}
                mine={item.owner?.id === me.account.id}
                onFocus={() => setReachable(item.key)}
              />
            </li>
          );
        })}
      </ul>
    </div>
  );
}
