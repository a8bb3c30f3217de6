import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { LedgerRow } from '../../api/types.ts';
import { usePreferences } from '../preferences/preferences.ts';
import { may, useMe } from '../session/session.ts';
import { useShortcut } from '../shell/shortcuts.ts';
import { MailRow } from './mail-row.tsx';
import type { Selection } from './use-selection.ts';
import './mail-list.css';

interface MailListProps {
  label: string;
  rows: { item: LedgerRow; gone: boolean }[];
  open: string | undefined;
  hrefOf: (mail: LedgerRow) => string;
  placeOf: (mail: LedgerRow) => string;
  selection: Selection;
  onEnd: () => void;
}

/** The ledger's rows, only those in sight in the page. One Tab stop; arrows, j and k move within, x picks, Shift extends. */
export function MailList({ label, rows, open, hrefOf, placeOf, selection, onEnd }: MailListProps) {
  const works = may(useMe(), 'agent', 'lead');
  const [{ density, textSize }] = usePreferences();
  const scroller = useRef<HTMLDivElement>(null);
  const [reachable, setReachable] = useState<string>();
  // oxlint-disable-next-line react/incompatible-library -- It is about the React compiler, which this app does not use.
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 58,
    getItemKey: (index) => rows[index]?.item.id ?? index,
    overscan: 8,
  });
  const visible = virtual.getVirtualItems();
  const last = visible.at(-1)?.index ?? 0;
  useEffect(() => {
    if (rows.length > 0 && last >= rows.length - 10) onEnd();
  }, [last, rows.length, onEnd]);
  useEffect(() => virtual.measure(), [density, textSize, virtual]);

  const reachableIndex = rows.findIndex(({ item }) => item.id === reachable);
  const openIndex = rows.findIndex(({ item }) => item.id === open);
  const tabIndex = reachableIndex >= 0 ? reachableIndex : Math.max(openIndex, 0);

  function move(step: 1 | -1, extend = false): void {
    const isInside = scroller.current?.contains(document.activeElement) ?? false;
    const target = Math.max(0, Math.min(rows.length - 1, isInside || openIndex >= 0 ? tabIndex + step : 0));
    const id = rows[target]?.item.id;
    if (id === undefined) return;
    virtual.scrollToIndex(target, { align: 'auto' });
    setReachable(id);
    if (extend) {
      const from = rows[tabIndex]?.item.id;
      if (from !== undefined && !selection.has(from)) selection.toggle(from);
      selection.extendTo(id);
    }
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-row="${id}"]`)?.focus());
  }
  useShortcut('down', () => move(1));
  useShortcut('up', () => move(-1));
  const current = rows[tabIndex]?.item.id;
  useShortcut('pick', current === undefined ? undefined : () => selection.toggle(current));
  function onKey(event: KeyboardEvent): void {
    const isDown = event.key === 'ArrowDown' || (event.shiftKey && event.key === 'J');
    const isUp = event.key === 'ArrowUp' || (event.shiftKey && event.key === 'K');
    if (!isDown && !isUp) return;
    event.preventDefault();
    move(isDown ? 1 : -1, event.shiftKey);
  }

  return (
    <div className="mail-list pane__scroll" ref={scroller} onKeyDown={onKey}>
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
              <MailRow
                mail={item}
                place={placeOf(item)}
                href={hrefOf(item)}
                requestHref={item.request && works ? `/requests/${item.request.id}` : null}
                open={item.id === open}
                reachable={index === tabIndex}
                gone={gone}
                isPicked={selection.has(item.id)}
                onPick={(extend) => (extend ? selection.extendTo(item.id) : selection.toggle(item.id))}
                onFocus={() => setReachable(item.id)}
              />
            </li>
          );
        })}
      </ul>
    </div>
  );
}
