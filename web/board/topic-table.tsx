import { useTranslation } from 'react-i18next';
import type { Board } from '../../api/types.ts';
import { Since } from '../inbox/deadline.tsx';
import { useVocabulary } from '../server/vocabulary.ts';
import { Opens } from './opens.tsx';

/** The queues. */
export function TopicTable({ topics }: { topics: Board['topics'] }) {
  const { t } = useTranslation();
  const { title } = useVocabulary();
  return (
    <section className="board__section">
      <h2>{t('board.topics')}</h2>
      {topics.length === 0 && <p className="muted small">{t('board.noTasks')}</p>}
      <div className="table-frame">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('board.topic')}</th>
              <th scope="col" className="table__number">
                {t('board.waiting')}
              </th>
              <th scope="col" className="table__number">
                {t('board.assigned')}
              </th>
              <th scope="col" className="table__number">
                {t('board.breached')}
              </th>
              <th scope="col">{t('board.oldest')}</th>
            </tr>
          </thead>
          <tbody>
            {topics.map((row) => (
              <tr key={row.topic ?? ''}>
                <th scope="row">{row.topic ? title('topic', row.topic) : t('board.noTopic')}</th>
                <td className="table__number">
                  <Opens count={row.waiting} filter={{ topic: row.topic ?? '', state: 'waiting' }} />
                </td>
                <td className="table__number">
                  <Opens count={row.assigned} filter={{ topic: row.topic ?? '', state: 'assigned' }} />
                </td>
                <td className="table__number" data-bad={row.breached > 0 || undefined}>
                  <Opens count={row.breached} filter={{ topic: row.topic ?? '', state: 'breached' }} />
                </td>
                <td>{row.oldestWaitingSince && <Since at={row.oldestWaitingSince} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
