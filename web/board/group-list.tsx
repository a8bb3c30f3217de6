import { Button, CloseButton } from '@mantine/core';
import { IconArrowUp } from '@tabler/icons-react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useFrozenList } from '../inbox/use-frozen-list.ts';
import { useFormat } from '../i18n/format.ts';
import { usePages } from '../server/queries.ts';
import { useVocabulary } from '../server/vocabulary.ts';
import { RowList } from '../shell/row-list.tsx';
import { Empty, Failure, Waiting } from '../shell/states.tsx';
import { useSelection } from '../shell/use-selection.ts';
import { filterHref, type BoardFilter } from './board-filter.ts';
import { GroupRow } from './group-row.tsx';
import { InterventionBar } from './intervention-bar.tsx';

/** The requests behind one number of the board; x picks, Shift extends. It stands still while pointer or focus is in it. */
export function GroupList({ filter, current }: { filter: BoardFilter; current?: string }) {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const format = useFormat();
  const found = usePages('GET /api/board/requests', { query: { ...filter, limit: 100 } });
  const name = useFilterName(filter);
  const list = useFrozenList(filterHref(filter), found.items);
  const selection = useSelection(list.rows.map(({ item }) => item.key));
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = found;
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  function extend(from: string | undefined, to: string): void {
    if (from !== undefined && !selection.has(from)) selection.toggle(from);
    selection.extendTo(to);
  }
  const picked = list.rows.flatMap(({ item }) => (selection.has(item.key) ? [item] : []));
  return (
    <section className="group-list pane" aria-label={name} {...list.handlers}>
      <header className="group-list__head">
        <h2>
          {name} {found.data && <span className="muted">{format.number(found.data.pages[0]?.count ?? 0)}</span>}
        </h2>
        {list.news.changed && (
          <Button size="compact-xs" radius="xl" leftSection={<IconArrowUp size={13} aria-hidden />} onClick={list.apply}>
            {list.news.added > 0 ? t('inbox.news', { count: list.news.added }) : t('inbox.moved')}
          </Button>
        )}
        <CloseButton aria-label={t('common.close')} onClick={() => go('/board')} />
      </header>
      {found.isPending && <Waiting />}
      {found.isError && !found.items && <Failure error={found.error} retry={() => void found.refetch()} />}
      {found.items && list.rows.length === 0 && <Empty title={t('board.empty')} />}
      {list.rows.length > 0 && (
        <RowList
          className="board-rows"
          label={name}
          ids={list.rows.map(({ item }) => item.key)}
          openIndex={list.rows.findIndex(({ item }) => item.request === current)}
          rowHeight={64}
          ahead={10}
          onEnd={onEnd}
          onPick={selection.toggle}
          onExtend={extend}
        >
          {(index, place) => {
            const { item, gone } = list.rows[index]!;
            return (
              <GroupRow
                row={item}
                filter={filter}
                href={filterHref(filter, item.request)}
                open={item.request === current}
                gone={gone}
                isPicked={selection.has(item.key)}
                onPick={(isExtending) => (isExtending ? selection.extendTo(item.key) : selection.toggle(item.key))}
                {...place}
              />
            );
          }}
        </RowList>
      )}
      <InterventionBar picked={picked} onAll={selection.all} onNone={selection.none} />
    </section>
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
