import type { News } from '../../api/types.ts';
import { sessionExpired, unanswered } from '../server/client.ts';
import { eventStreamParser } from './event-stream.ts';
import { connection, takeNews, takeReset } from './news-store.ts';

const lostAfter = 5_000;
const longestPause = 5_000;
/** The server sends a heartbeat every 15 s or so; twice as long without a byte means a dead line that nobody closed. */
const silentFor = 45_000;

/**
 * Follows `/api/news` until stopped. After every break it reads on from the last change number it saw, not from a time, so nothing is missed.
 * By fetch and not by EventSource: that one tells neither a 401 from a cut cable nor stops pretending after a laptop's sleep.
 */
export function followNews(): () => void {
  let lastId = '';
  const end = new AbortController();
  let current = new AbortController();
  let pause = 500;
  let again = false;
  const parse = () =>
    eventStreamParser(({ id, event, data }) => {
      if (id) lastId = id;
      if (event === 'reset') takeReset();
      else if (event === 'change') takeNews(JSON.parse(data) as News);
    });
  const wake = (): void => {
    if (document.visibilityState === 'visible' && connection.get() !== 'live') current.abort();
  };

  const doubt = (): void => {
    if (connection.get() === 'live') current.abort();
  };

  async function run(): Promise<void> {
    const alarm = { timer: undefined as ReturnType<typeof setTimeout> | undefined };
    const soonLost = (): void => {
      alarm.timer ??= setTimeout(() => connection.set('lost'), lostAfter);
    };
    while (!end.signal.aborted) {
      soonLost();
      current = new AbortController();
      try {
        const response = await fetch('/api/news', {
          headers: { accept: 'text/event-stream', ...(lastId && { 'last-event-id': lastId }) },
          signal: current.signal,
        });
        if (response.status === 401) {
          sessionExpired.set(true);
          return;
        }
        if (response.ok && response.body) {
          clearTimeout(alarm.timer);
          alarm.timer = undefined;
          connection.set('live');
          // Without a number there is nothing to read on from.
          if (again && !lastId) takeReset();
          again = true;
          pause = 500;
          await drain(response.body, parse(), current);
        }
      } catch {
        // A cut line: read on below.
      }
      if (end.signal.aborted) break;
      soonLost();
      await new Promise((resolve) => setTimeout(resolve, pause + Math.random() * 300));
      pause = Math.min(pause * 2, longestPause);
    }
    clearTimeout(alarm.timer);
  }

  void run();
  document.addEventListener('visibilitychange', wake);
  window.addEventListener('online', wake);
  window.addEventListener('offline', doubt);
  // A dead line is silent: a call that failed tells of it long before the watchdog.
  const stopDoubting = unanswered.subscribe(doubt);
  return () => {
    end.abort();
    current.abort();
    document.removeEventListener('visibilitychange', wake);
    window.removeEventListener('online', wake);
    window.removeEventListener('offline', doubt);
    stopDoubting();
  };
}

async function drain(body: ReadableStream<Uint8Array<ArrayBuffer>>, feed: (text: string) => void, abort: AbortController): Promise<void> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const watchdog = setTimeout(() => abort.abort(), silentFor);
    const { done, value } = await reader.read().finally(() => clearTimeout(watchdog));
    if (done) return;
    feed(value);
  }
}
