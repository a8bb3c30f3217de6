import { useEffect, useEffectEvent } from 'react';
import { preferences } from '../preferences/preferences.ts';

/**
 * Every key of the product, in the order the help shows them. Keys are what the keyboard writes (`event.key`), so `/` and `?` work on a German layout, where both need Shift.
 * No Alt or Ctrl+Alt: those write letters in many languages.
 */
export const shortcuts = {
  palette: { keys: 'mod+k', group: 'everywhere' },
  help: { keys: '?', group: 'everywhere' },
  search: { keys: '/', group: 'everywhere' },
  leave: { keys: 'escape', group: 'everywhere' },
  undo: { keys: 'z', group: 'everywhere' },
  goNext: { keys: 'g n', group: 'everywhere' },
  goMine: { keys: 'g m', group: 'everywhere' },
  goTeam: { keys: 'g t', group: 'everywhere' },
  goWaiting: { keys: 'g w', group: 'everywhere' },
  notifications: { keys: 'g b', group: 'everywhere' },
  next: { keys: 'n', group: 'list' },
  down: { keys: 'j', group: 'list' },
  up: { keys: 'k', group: 'list' },
  back: { keys: 'u', group: 'list' },
  reply: { keys: 'r', group: 'request' },
  note: { keys: 'i', group: 'request' },
  expert: { keys: 'f', group: 'request' },
  assign: { keys: 'a', group: 'request' },
  take: { keys: 'm', group: 'request' },
  putOff: { keys: 's', group: 'request' },
  raise: { keys: 'p', group: 'request' },
  complete: { keys: 'e', group: 'request' },
  send: { keys: 'mod+enter', group: 'composer' },
  sendAndNext: { keys: 'mod+shift+enter', group: 'composer' },
  pick: { keys: 'x', group: 'mail' },
  release: { keys: 'e', group: 'mail' },
  again: { keys: 'r', group: 'mail' },
  join: { keys: 'v', group: 'mail' },
  makeRequest: { keys: 'q', group: 'mail' },
  automatic: { keys: 'a', group: 'mail' },
  spam: { keys: 's', group: 'mail' },
  block: { keys: 'b', group: 'mail' },
  discard: { keys: 'd', group: 'mail' },
} as const satisfies Record<string, { keys: string; group: 'everywhere' | 'list' | 'request' | 'composer' | 'mail' }>;

export type Shortcut = keyof typeof shortcuts;

const handlers = new Map<Shortcut, (() => void)[]>();
let prefix: string | null = null;
let holds = 0;
/** The key that waits for its request; it is forgotten at `until` (epoch milliseconds). */
let held: { keys: string; until: number } | null = null;
/** How long a request's handlers may take to come after it. */
const COMES_WITHIN = 3000;

/** While mounted, `shortcut` calls `handler`; the one mounted last wins. Undefined: nothing to do at the moment. */
export function useShortcut(shortcut: Shortcut, handler: (() => void) | undefined): void {
  const act = useEffectEvent(() => handler?.());
  const active = handler !== undefined;
  useEffect(() => {
    if (!active) return undefined;
    const run = (): void => act();
    handlers.set(shortcut, [...(handlers.get(shortcut) ?? []), run]);
    if (held) setTimeout(settleHeld, 0);
    return () => {
      handlers.set(
        shortcut,
        (handlers.get(shortcut) ?? []).filter((other) => other !== run),
      );
    };
  }, [shortcut, active]);
}

/**
 * While a request is on its way, the first key for it is kept: pressed for the next request it must not meet the one before, and a sentence that is typed too early is
 * no row of commands.
 */
export function useKeysHeld(active: boolean): void {
  useEffect(() => {
    if (!active) return undefined;
    holds += 1;
    return () => {
      holds -= 1;
      if (held) held.until = Date.now() + COMES_WITHIN;
      settleHeld();
    };
  }, [active]);
}

/** @returns whether the key is kept, or comes after one that is. */
function hold(keys: string): boolean {
  if (held && Date.now() < held.until) return true;
  const isForRequest = Object.values(shortcuts).some((one) => one.group === 'request' && one.keys === keys);
  held = holds > 0 && isForRequest ? { keys, until: Infinity } : null;
  return held !== null;
}

function settleHeld(): void {
  const shortcut = held && holds === 0 ? meaningOf(held.keys) : undefined;
  if (!shortcut) return;
  held = null;
  runShortcut(shortcut);
}

/** A key may mean one thing in a request and another in the ledger: never both at once. */
const meaningOf = (keys: string): Shortcut | undefined =>
  (Object.keys(shortcuts) as Shortcut[]).find((name) => shortcuts[name].keys === keys && isActive(name));

/** What can be done right now, for the palette. */
export function runShortcut(shortcut: Shortcut): boolean {
  const run = handlers.get(shortcut)?.at(-1);
  run?.();
  return run !== undefined;
}

export function isActive(shortcut: Shortcut): boolean {
  return (handlers.get(shortcut)?.length ?? 0) > 0;
}

/** Listens on the whole page; returns the way to stop. */
export function listenForShortcuts(): () => void {
  const onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || event.altKey) return;
    const mod = event.ctrlKey || event.metaKey;
    // Out of a field, so that single keys mean something again.
    if (event.key === 'Escape' && isTyping(event.target) && !inDialog()) (event.target as HTMLElement).blur();
    if (!mod && (!preferences.get().singleKeys || isTyping(event.target) || inDialog())) return;
    const pressed = mod
      ? `mod+${event.shiftKey ? 'shift+' : ''}${event.key.toLowerCase()}`
      : event.key.length === 1
        ? event.key.toLowerCase()
        : event.key;
    if (!mod && hold(pressed)) return;
    const keys = prefix ? `${prefix} ${pressed}` : pressed;
    prefix = !mod && keys === 'g' ? 'g' : null;
    if (prefix) setTimeout(() => (prefix = null), 1500);
    const shortcut = meaningOf(keys);
    if (shortcut && runShortcut(shortcut)) event.preventDefault();
  };
  document.addEventListener('keydown', onKey);
  return () => document.removeEventListener('keydown', onKey);
}

function isTyping(target: EventTarget | null): boolean {
  // A checkbox takes no letters.
  if (target instanceof HTMLInputElement && (target.type === 'checkbox' || target.type === 'radio')) return false;
  return target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName));
}

function inDialog(): boolean {
  return document.querySelector('[role="dialog"][aria-modal="true"], [role="menu"]') !== null;
}
