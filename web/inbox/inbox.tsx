import { Button, NativeSelect } from '@mantine/core';
import { IconArrowUp, IconInbox } from '@tabler/icons-react';
import { useCallback, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useSearch } from 'wouter';
import type { TaskItem, TaskView } from '../../api/types.ts';
import { usePages } from '../server/queries.ts';
import { useVocabulary } from '../server/vocabulary.ts';
import { announce } from '../shell/announcer.tsx';
import { Empty, Failure, Waiting } from '../shell/states.tsx';
import { useSelection } from '../shell/use-selection.ts';
import { PutOffBar } from './put-off-bar.tsx';
import { useNextTask } from './next-task.tsx';
import { TaskList } from './task-list.tsx';
import { useFrozenList } from './use-frozen-list.ts';
import './inbox.css';

/** One view of the tasks, in service-level order, live. */
export function Inbox({ view, request }: { view: TaskView; request: string | undefined }) {
  const { t } = useTranslation();
  const topic = new URLSearchParams(useSearch()).get('topic') ?? undefined;
  const tasks = usePages('GET /api/tasks', { query: { view, limit: 100, ...(topic && { topic }) } });
  const list = useFrozenList(`${view} ${topic ?? ''}`, tasks.items);
  const { added } = list.news;
  useEffect(() => {
    if (added > 0) announce(t('inbox.announceNews', { count: added }));
  }, [added, t]);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = tasks;
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const selection = useSelection(list.rows.map(({ item }) => item.key));
  const mayPick = view !== 'delivery-errors';
  const suffix = topic ? `?topic=${topic}` : '';
  const hrefOf = (item: TaskItem): string => `/tasks/${view}/${item.request}${suffix}`;
  return (
    <section className="inbox pane" aria-label={t('inbox.list', { view: t(`views.${view}`) })} {...list.handlers}>
      <InboxHead view={view} topic={topic} />
      {list.news.changed && (
        <div className="inbox__news">
          <Button size="compact-sm" radius="xl" leftSection={<IconArrowUp size={14} aria-hidden />} onClick={list.apply}>
            {added > 0 ? t('inbox.news', { count: added }) : t('inbox.moved')}
          </Button>
        </div>
      )}
      {tasks.isPending && <Waiting />}
      {tasks.isError && !tasks.items && <Failure error={tasks.error} retry={() => void tasks.refetch()} />}
      {tasks.items && list.rows.length === 0 && <EmptyView view={view} />}
      {list.rows.length > 0 && (
        <>
          <Columns />
          <TaskList
            label={t(`views.${view}`)}
            rows={list.rows}
            openRequest={request}
            hrefOf={hrefOf}
            onEnd={onEnd}
            selection={mayPick ? selection : undefined}
          />
          {mayPick && (
            <PutOffBar picked={list.rows.flatMap(({ item }) => (selection.has(item.key) ? [item] : []))} onNone={selection.none} />
          )}
        </>
      )}
    </section>
  );
}

function InboxHead({ view, topic }: { view: TaskView; topic: string | undefined }) {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const { topics, title } = useVocabulary();
  return (
    <header className="inbox__head">
      <h1>{t(`views.${view}`)}</h1>
      {view !== 'delivery-errors' && topics.length > 1 && (
        <NativeSelect
          size="xs"
          w={150}
          aria-label={t('inbox.topic')}
          value={topic ?? ''}
          data={[{ value: '', label: t('inbox.allTopics') }, ...topics.map(({ key }) => ({ value: key, label: title('topic', key) }))]}
          onChange={({ currentTarget }) => go(`/tasks/${view}${currentTarget.value ? `?topic=${currentTarget.value}` : ''}`)}
        />
      )}
    </header>
  );
}

/** Column names of the wide list; beside an open request there are no columns to name. */
function Columns() {
  const { t } = useTranslation();
  return (
    <div className="inbox__columns" aria-hidden>
      {(['deadline', 'subject', 'step', 'waiting', 'owner', 'channel'] as const).map((column) => (
        <span key={column} data-column={column}>
          {t(`inbox.columns.${column}`)}
        </span>
      ))}
    </div>
  );
}

function EmptyView({ view }: { view: TaskView }) {
  const { t } = useTranslation();
  const { take, busy } = useNextTask();
  return (
    <Empty
      title={t(`inbox.empty.${view}.title`)}
      hint={t(`inbox.empty.${view}.hint`)}
      icon={<IconInbox size={28} stroke={1.4} aria-hidden />}
    >
      {view === 'mine' && (
        <Button loading={busy} onClick={take}>
          {t('next.action')}
        </Button>
      )}
    </Empty>
  );
}
