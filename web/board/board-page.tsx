import {
  IconAlertOctagonFilled,
  IconAlertTriangle,
  IconClock,
  IconClockExclamation,
  IconHandFinger,
  IconPlugConnectedX,
  IconHelpHexagon,
  IconUserExclamation,
  IconUserOff,
  type Icon,
} from '@tabler/icons-react';
import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useSearch, type RouteComponentProps } from 'wouter';
import type { Board } from '../../api/types.ts';
import { useFormat } from '../i18n/format.ts';
import { useApi } from '../server/queries.ts';
import { Failure, Waiting } from '../shell/states.tsx';
import { Workspace } from '../shell/workspace.tsx';
import { AgentTable } from './agent-table.tsx';
import { filterHref, groupNames, readFilter, type BoardFilter, type Group } from './board-filter.ts';
import { GroupList } from './group-list.tsx';
import { InterventionList } from './intervention-list.tsx';
import { TopicTable } from './topic-table.tsx';
import './board.css';

const RequestWindow = lazy(() => import('../request/request-window.tsx'));

const looks: Record<Group, { icon: Icon; tone: 'bad' | 'warn' | 'plain' }> = {
  breached: { icon: IconAlertOctagonFilled, tone: 'bad' },
  'at-risk': { icon: IconClockExclamation, tone: 'warn' },
  waiting: { icon: IconClock, tone: 'plain' },
  unowned: { icon: IconUserOff, tone: 'plain' },
  stranded: { icon: IconUserExclamation, tone: 'bad' },
  incident: { icon: IconAlertTriangle, tone: 'bad' },
  'expert-overdue': { icon: IconHelpHexagon, tone: 'warn' },
  'promise-due': { icon: IconHandFinger, tone: 'warn' },
  idle: { icon: IconPlugConnectedX, tone: 'bad' },
};

/** Who waits how long against which target, and who is at work. Every number opens exactly the requests it counts. */
export default function BoardPage({ params }: RouteComponentProps<{ group?: string; request?: string }>) {
  const [, go] = useLocation();
  const filter = readFilter(params.group, useSearch());
  const board = useApi('GET /api/board', {}, { refetchInterval: 60_000 });
  if (board.isPending) return <Waiting />;
  if (!board.data) return <Failure error={board.error} retry={() => void board.refetch()} />;
  return (
    <Workspace
      list={
        filter && params.request ? <GroupList filter={filter} current={params.request} /> : <Overview board={board.data} filter={filter} />
      }
      detail={
        params.request ? (
          <RequestWindow key={params.request} id={params.request} onClose={() => go(filter ? filterHref(filter) : '/board')} />
        ) : null
      }
    />
  );
}

function Overview({ board, filter }: { board: Board; filter: BoardFilter | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className="board page">
      <h1 className="page__title">{t('board.title')}</h1>
      <p className="muted small">
        {t('board.at', { at: format.time(board.at) })} · <Link href="/promises">{t('promises.title')}</Link>
      </p>
      <ul className="board__numbers">
        {groupNames.map((name) => (
          <Number
            key={name}
            group={name}
            count={board.groups.find(({ group }) => group === name)?.count ?? 0}
            isChosen={filter?.group === name}
          />
        ))}
      </ul>
      {filter && (
        <div className="board__group">
          <GroupList filter={filter} />
        </div>
      )}
      <AgentTable agents={board.agents} />
      <TopicTable topics={board.topics} />
      <InterventionList />
    </div>
  );
}

function Number({ group, count, isChosen }: { group: Group; count: number; isChosen: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { icon: IconOf, tone } = looks[group];
  return (
    <li>
      <Link
        href={isChosen ? '/board' : filterHref({ group })}
        className="number"
        data-tone={count > 0 ? tone : 'plain'}
        aria-current={isChosen ? 'true' : undefined}
        title={t(`board.hints.${group}`)}
      >
        <span className="number__label">
          <IconOf size={16} aria-hidden /> {t(`board.groups.${group}`)}
        </span>
        <strong>{format.number(count)}</strong>
      </Link>
    </li>
  );
}
