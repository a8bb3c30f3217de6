import { Anchor } from '@mantine/core';
import { Link } from 'wouter';
import { useFormat } from '../i18n/format.ts';
import { useApi } from '../server/queries.ts';
import { BatchTitle } from './batch-title.tsx';
import { useWords } from './words.ts';

/** What was done to a process's requests before; nothing where nothing was. */
export function EarlierBatches({ process }: { process: string }) {
  const t = useWords();
  const format = useFormat();
  const batches = useApi('GET /api/batches', { query: { process } });
  if (!batches.data || batches.data.items.length === 0) return null;
  return (
    <section aria-labelledby="migration-earlier">
      <h2 id="migration-earlier">{t('earlier')}</h2>
      <ul className="plain-list">
        {batches.data.items.map((batch) => (
          <li key={batch.id} className="migration__earlier">
            <Anchor component={Link} href={`/designer/batches/${batch.id}`}>
              <BatchTitle batch={batch} />
            </Anchor>{' '}
            <span className="muted small">
              {t(`batch.state.${batch.state}`)} ·{' '}
              {t('batch.by', { name: batch.by.name, at: format.dateTime(batch.createdAt), reason: batch.reason })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
