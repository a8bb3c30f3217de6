import type { Batch } from '../../api/types.ts';
import { useWords } from './words.ts';

/** What a batch does, in words. */
export function BatchTitle({ batch: { kind, subject } }: { batch: Batch }) {
  const t = useWords();
  if (kind === 'incident-retried') return t('batch.retry', { element: subject['element'], code: subject['code'] });
  const [from, to] = Array.isArray(subject['versions']) ? subject['versions'] : [];
  return t('batch.migration', { process: subject['process'], from, to });
}
