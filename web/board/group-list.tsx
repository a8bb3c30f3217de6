import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Board } from '../../api/types.ts';
import { Deadline, Since } from '../inbox/deadline.tsx';
import { ClassBadge } from '../inbox/marks.tsx';
import { useVocabulary } from '../server/vocabulary.ts';
import { Empty } from '../shell/states.tsx';

/** The requests behind one number of the board. */
export function GroupList({ group, current }: { group: Board['groups'][number]; current?: string }) {
  const { t } = useTranslation();
  const { title } = useVocabulary();
  return (
    <section className="group-list pane" aria-label={t(`board.groups.${group.group}`)}>
      <header className="group-list__head">
        <h2>
          {t(`board.groups.${group.group}`)} <span className="muted">{group.count}</span>
        </h2>
        {group.count > group.rows.length && <small className="muted">{t('board.first', { count: group.rows.length })}</small>}
      </header>
      {group.rows.length === 0 && <Empty title={t('board.empty')} />}
      <ul className="plain-list pane__scroll">
        {group.rows.map((row) => (
          <li key={row.task ?? row.request}>
            <Link
              className="result group-row"
              href={`/board/${group.group}/${row.request}`}
              aria-current={row.request === current ? 'true' : undefined}
            >
              <span className="result__title">
                <span className="truncate">{row.subject}</span>
                <Deadline at={row.deadline} />
              </span>
              <small className="muted group-row__line">
                <ClassBadge value={row.class} />
                <span className="truncate">{row.customer}</span>
                <span>{row.topic && title('topic', row.topic)}</span>
                <span className="truncate">{row.step}</span>
                <span>{row.owner?.name ?? t('inbox.nobody')}</span>
                <Since at={row.waitingSince} />
              </small>
              {row.reason && <small className="group-row__reason">{row.reason}</small>}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
