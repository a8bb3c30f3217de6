import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from './announcer.tsx';
import { createStore, useStore } from './external-store.ts';
import { useShortcut } from './shortcuts.ts';
import './toasts.css';

interface Toast {
  id: number;
  text: string;
  tone: 'done' | 'failed';
  action?: Action | undefined;
}

interface Action {
  label: string;
  run: () => void;
  /** Then it is too late; the seconds left are shown. */
  until?: Date;
  /** What it takes back: `forget` removes the toast when that was done elsewhere. */
  about?: string;
}

const toasts = createStore<Toast[]>([]);
let last = 0;

/** A short word about what was done; with `undo` it stays longer and `z` takes it back. */
export function tell(text: string, action?: Toast['action']): void {
  add({ text, tone: 'done', action });
}

/** What a toast offers was done elsewhere. */
export function forget(about: string): void {
  toasts.set((previous) => previous.filter(({ action }) => action?.about !== about));
}

/** Why something did not work; stays until closed. */
export function complain(text: string, action?: Toast['action']): void {
  add({ text, tone: 'failed', action });
}

export function Toasts() {
  const { t } = useTranslation();
  const list = useStore(toasts);
  const undoable = list.findLast((toast) => toast.tone === 'done' && toast.action);
  useShortcut('undo', undoable ? () => act(undoable) : undefined);
  return (
    <section className="toasts" aria-label={t('shell.notices')}>
      {list.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </section>
  );
}

function ToastCard({ toast }: { toast: Toast }) {
  const { t } = useTranslation();
  useEffect(() => {
    if (toast.tone === 'failed') return undefined;
    const timer = setTimeout(
      () => remove(toast.id),
      toast.action?.until ? toast.action.until.getTime() - Date.now() : toast.action ? 10_000 : 5_000,
    );
    return () => clearTimeout(timer);
  }, [toast]);
  return (
    <div className="toast" data-tone={toast.tone}>
      {toast.tone === 'done' ? <IconCheck size={17} aria-hidden /> : <IconAlertTriangle size={17} aria-hidden />}
      <span>{toast.text}</span>
      {toast.action && (
        <button type="button" className="toast__action" onClick={() => act(toast)}>
          {toast.action.label}
          {toast.action.until && <SecondsLeft until={toast.action.until} />}
        </button>
      )}
      <button type="button" className="toast__close" aria-label={t('common.close')} onClick={() => remove(toast.id)}>
        <IconX size={15} aria-hidden />
      </button>
    </div>
  );
}

/** For the eyes only: a screen reader would hear every second. */
function SecondsLeft({ until }: { until: Date }) {
  const left = (): number => Math.max(0, Math.ceil((until.getTime() - Date.now()) / 1000));
  const [seconds, setSeconds] = useState(left);
  const tick = useEffectEvent(() => setSeconds(left()));
  useEffect(() => {
    const timer = setInterval(() => tick(), 250);
    return () => clearInterval(timer);
  }, []);
  return <span aria-hidden> ({seconds} s)</span>;
}

function add(toast: Omit<Toast, 'id'>): void {
  last += 1;
  const added = { id: last, ...toast };
  toasts.set((previous) => [...previous.filter((other) => other.text !== toast.text), added].slice(-4));
  announce(toast.text);
}

function act(toast: Toast): void {
  remove(toast.id);
  toast.action?.run();
}

function remove(id: number): void {
  toasts.set((previous) => previous.filter((toast) => toast.id !== id));
}
