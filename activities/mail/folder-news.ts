import type { ImapConnection } from './imap-connection.ts';

export type News = 'news' | 'time' | 'gone' | 'ended';

/** Mail that comes while we read is remembered, so nothing waits for the next search. */
export function newsOf({ client, gone }: ImapConnection): { next(patience: number, signal: AbortSignal): Promise<News> } {
  const seen = { news: false, gone: false };
  let wake: (what: News) => void = () => undefined;
  client.on('exists', () => {
    seen.news = true;
    wake('news');
  });
  const onGone = async (): Promise<void> => {
    await gone;
    seen.gone = true;
    wake('gone');
  };
  void onGone();
  return {
    next: async (patience, signal) => {
      if (seen.gone) return 'gone';
      if (signal.aborted) return 'ended';
      let timer: NodeJS.Timeout | undefined;
      const onAbort = (): void => wake('ended');
      const what = await new Promise<News>((resolve) => {
        wake = resolve;
        if (seen.news) resolve('news');
        signal.addEventListener('abort', onAbort, { once: true });
        timer = setTimeout(() => resolve('time'), patience);
      });
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      seen.news = false;
      return what;
    },
  };
}
