import { api } from '../server/client.ts';
import { keepSession } from './session.ts';

const every = 60_000;

/** A sign of life each minute, and at once when a laptop wakes up; a device that sleeps sends none, and its person is soon taken for offline. */
export function followLife(): () => void {
  const beat = (): void => void api('POST /api/session/alive', {}).then(keepSession, () => undefined);
  const wake = (): void => {
    if (document.visibilityState === 'visible') beat();
  };
  const timer = setInterval(beat, every);
  document.addEventListener('visibilitychange', wake);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', wake);
  };
}
