import { useEffect, useState } from 'react';
import { createStore, useStore } from './external-store.ts';

const waiting = createStore<string[]>([]);

/** Says something to people who do not see the screen. Several within a second are said together. */
export function announce(text: string): void {
  waiting.set((previous) => (previous.includes(text) ? previous : [...previous, text]));
}

/** The page's one polite live region. */
export function Announcer() {
  const texts = useStore(waiting);
  const [spoken, setSpoken] = useState('');
  useEffect(() => {
    if (texts.length === 0) return undefined;
    const timer = setTimeout(() => {
      setSpoken(texts.join('. '));
      waiting.set([]);
    }, 1000);
    return () => clearTimeout(timer);
  }, [texts]);
  return (
    <div role="status" aria-live="polite" className="visually-hidden">
      {spoken}
    </div>
  );
}
