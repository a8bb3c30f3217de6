import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TimelineEntry } from '../../api/types.ts';
import { useFormat } from '../i18n/format.ts';
import { usePages } from '../server/queries.ts';
import { useVocabulary } from '../server/vocabulary.ts';
import { Failure, Waiting } from '../shell/states.tsx';
import { timelineDetails } from './timeline-details.ts';

/** The process's own way between two events; the diagram shows it better. */
const technical = new Set(['advanced']);

/** What happened, newest first: who, what, at which step. */
export default function Timeline({ request }: { request: string }) {
  const { t } = useTranslation();
  const { items, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = usePages('GET /api/requests/:id/timeline', {
    params: { id: request },
    query: { limit: 50 },
  });
  if (isPending) return <Waiting />;
  if (!items) return <Failure error={error} retry={() => void refetch()} />;
  return (
    <section className="timeline" aria-label={t('timeline.label')}>
      {items.length === 0 && <p className="muted">{t('timeline.empty')}</p>}
      <ol>
        {items
          .filter(({ kind }) => !technical.has(kind))
          .map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
      </ol>
      {hasNextPage && (
        <Button variant="default" size="xs" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('common.more')}
        </Button>
      )}
    </section>
  );
}

function Entry({ entry }: { entry: TimelineEntry }) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const { title, agents } = useVocabulary();
  const key = `timeline.kind.${entry.kind}`;
  const details = timelineDetails(entry, t, format, {
    kind: (kind) => title('kind', kind),
    agent: (id) => agents.find((agent) => agent.id === id)?.name,
  });
  const name = entry.actor.name ?? (entry.actor.type === 'process' || entry.actor.type === 'system' ? null : entry.actor.type);
  return (
    <li data-kind={entry.kind}>
      <strong>{i18n.exists(key) ? t(key as 'timeline.kind.timer') : entry.kind}</strong>
      {entry.elementName && <span className="timeline__step">{entry.elementName}</span>}
      {details && <span className="timeline__details">{details}</span>}
      <small className="muted">
        <time dateTime={entry.at}>{format.dateTime(entry.at)}</time>
        {name && ` · ${name}`}
      </small>
    </li>
  );
}
