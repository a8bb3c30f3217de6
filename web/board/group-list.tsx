import { CloseButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import type { BoardRow } from '../../api/types.ts';
import { Deadline, Since } from '../inbox/deadline.tsx';
import { ClassBadge } from '../inbox/marks.tsx';
import { useFormat } from '../i18n/format.ts';
import { useApi } from '../server/queries.ts';
import { useVocabulary } from '../server/vocabulary.ts';
import { Empty, Failure, Waiting } from '../shell/states.tsx';
import { filterHref, type BoardFilter } from './board-filter.ts';

/** The requests behind one number of the board. */
export function GroupList({ filter, current }: { filter: BoardFilter; current?: string }) {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const format = useFormat();
  const found = useApi('GET /api/board/requests', { query: filter });
  const name = useFilterName(filter);
  const rows = found.data?.items ?? [];
  return (
    <section className="group-list pane" aria-label={name}>
      <header className="group-list__head">
        <h2>
          {name} {found.data && <span className="muted">{format.number(rows.length)}</span>}
        </h2>
        <CloseButton aria-label={t('common.close')} onClick={() => go('/board')} />
      </header>
      {found.isPending && <Waiting />}
      {found.isError && <Failure error={found.error} retry={() => void found.refetch()} />}
      {found.data && rows.length === 0 && <Empty title={t('board.empty')} />}
      <ul className="plain-list pane__scroll">
        {rows.map((row) => (
          <li key={`${row.request}${row.task ?? ''}${row.reason ?? ''}`}>
            <Row row={row} href={filterHref(filter, row.request)} isCurrent={row.request === current} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Row({ row, href, isCurrent }: { row: BoardRow; href: string; isCurrent: boolean }) {
  const { t } = useTranslation();
  const { title } = useVocabulary();
  return (
    <Link className="result group-row" href={href} aria-current={isCurrent ? 'true' : undefined}>
      <span className="result__title">
        <span className="truncate">{row.subject}</span>
        <Deadline at={row.deadline} />
      </span>
      <small className="muted group-row__line">
        <ClassBadge value={row.class} />
        <span className="truncate">{row.customer}</span>
        {row.topic && <span>{title('topic', row.topic)}</span>}
        <span className="truncate">{row.step}</span>
        <span>{row.owner?.name ?? t('inbox.nobody')}</span>
        <Since at={row.waitingSince} />
      </small>
      {row.reason && <small className="group-row__reason">{row.reason}</small>}
    </Link>
  );
}

/** What the list is called: the group, or topic, person and state. */
function useFilterName({ group, topic, agent, state }: BoardFilter): string {
  const { t } = useTranslation();
  const { title, agents } = useVocabulary();
  if (group) return t(`board.groups.${group}`);
  const parts = [
    topic !== undefined && (topic ? title('topic', topic) : t('board.noTopic')),
    agent && agents.find(({ id }) => id === agent)?.name,
    state && t(`board.${state}`),
  ];
  return parts.filter(Boolean).join(' · ');
}
