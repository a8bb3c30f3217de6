import { createStore, useStore } from '../shell/external-store.ts';

export interface Preferences {
  /** null: narrow below 1500 pixels, wide above. */
  rail: 'wide' | 'narrow' | null;
  panel: 'open' | 'closed';
  panelTab: 'task' | 'customer' | 'answers' | 'timeline';
  density: 'comfortable' | 'compact';
  textSize: 'normal' | 'large';
  /** Single keys may be switched off (WCAG 2.1.4). */
  singleKeys: boolean;
  /** What follows a sent answer. */
  afterSend: 'next' | 'stay' | 'list';
  /** Seconds in which a sent answer can be taken back; 0: it goes at once. */
  undoSeconds: 0 | 10;
  startView: string;
}

const key = 'vorgang.preferences';
const defaults: Preferences = {
  rail: null,
  panel: 'open',
  panelTab: 'task',
  density: 'comfortable',
  textSize: 'normal',
  singleKeys: true,
  afterSend: 'stay',
  undoSeconds: 10,
  startView: 'next',
};

export const preferences = createStore<Preferences>(read());

export function usePreferences(): [Preferences, (change: Partial<Preferences>) => void] {
  return [useStore(preferences), changePreferences];
}

/** Changes and remembers them in this browser; density and text size take effect on the whole page. */
function changePreferences(change: Partial<Preferences>): void {
  preferences.set((previous) => ({ ...previous, ...change }));
  localStorage.setItem(key, JSON.stringify(preferences.get()));
  applyPreferences();
}

export function applyPreferences(): void {
  const { density, textSize } = preferences.get();
  Object.assign(document.documentElement.dataset, { density, textSize });
}

function read(): Preferences {
  if (typeof localStorage === 'undefined') return defaults;
  try {
    return { ...defaults, ...(JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Preferences>) };
  } catch {
    return defaults;
  }
}
