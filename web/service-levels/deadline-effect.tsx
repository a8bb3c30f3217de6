import { Progress } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalendarEffect } from '../../api/types.ts';
import { useApi } from '../server/queries.ts';
import { announce } from '../shell/announcer.tsx';
import './service-levels.css';

/** What a change does to the deadlines of open requests. @param title what these requests are */
export function DeadlineEffect({ effect, title }: { effect: CalendarEffect; title: string }) {
  const { t } = useTranslation();
  const { earlier, later, newlyMissed, noLongerMissed } = effect;
  const lines = [
    ...(earlier + later === 0 ? [t('calendars.noEffect')] : []),
    ...(earlier > 0 ? [t('calendars.earlier', { count: earlier })] : []),
    ...(later > 0 ? [t('calendars.later', { count: later })] : []),
    ...(newlyMissed > 0 ? [t('calendars.newlyMissed', { count: newlyMissed })] : []),
    ...(noLongerMissed > 0 ? [t('calendars.noLongerMissed', { count: noLongerMissed })] : []),
  ];
  const text = [title, ...lines].join(' ');
  useEffect(() => announce(text), [text]);
  return (
    <div className="deadline-effect">
      <strong>{title}</strong>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}

/** How far the open requests are counted anew. */
export function Recount({ batch }: { batch: string }) {
  const { t } = useTranslation();
  const { data } = useApi('GET /api/batches/:id', { params: { id: batch } }, { refetchInterval: 2000 });
  if (!data) return null;
  const all = Object.values(data.counts).reduce((sum, count) => sum + count, 0);
  const done = (data.counts['done'] ?? 0) + (data.counts['refused'] ?? 0);
  return (
    <div className="recount" role="status">
      <span className="small">{t(data.state === 'done' ? 'calendars.recounted' : 'calendars.recounting', { done, all })}</span>
      <Progress value={all === 0 ? 100 : (done * 100) / all} aria-label={t('calendars.recounting', { done, all })} />
    </div>
  );
}
