import { useState } from 'react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { RequestClocks } from '../../api/types.ts';
import { type Format, useFormat } from '../i18n/format.ts';
import { useApi } from '../server/queries.ts';
import { Failure, Waiting } from '../shell/states.tsx';

type Clock = RequestClocks['clocks'][number];

/** What each clock of the request shows, and how it came to that; fetched when somebody wants to know. */
export function ClockStory({ request }: { request: string }) {
  const { t } = useTranslation();
  const [isOpen, open] = useState(false);
  return (
    <details onToggle={(event) => open(event.currentTarget.open)}>
      <summary>{t('clocks.title')}</summary>
      {isOpen && <Story request={request} />}
    </details>
  );
}

function Story({ request }: { request: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data, error, refetch } = useApi('GET /api/requests/:id/clocks', { params: { id: request } });
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Waiting />;
  if (data.clocks.length === 0) return <p className="muted">{t('clocks.empty')}</p>;
  return (
    <>
      <dl className="facts">
        {data.clocks
          .filter(({ state }) => state !== 'idle')
          .map((clock) => (
            <div key={clock.clock}>
              <dt>{t(`clocks.clock.${clock.clock}`)}</dt>
              <dd>{standing(clock, t, format)}</dd>
            </div>
          ))}
      </dl>
      <ol className="clock-story">
        {data.story.map(({ at, clock, cause, counted, due }, index) => (
          <li key={index}>
            <time dateTime={at}>{format.dateTime(at)}</time>: {t(`clocks.clock.${clock}`)} {t(`clocks.cause.${cause}`)}
            <small className="muted">
              {counted !== null && counted > 0 && ` · ${t('clocks.counted', { time: span(counted) })}`}
              {due && ` · ${t('clocks.wouldBeDue', { due: format.dateTime(due) })}`}
            </small>
          </li>
        ))}
      </ol>
    </>
  );
}

function standing({ state, left, due, breached, isWallTime }: Clock, t: TFunction, format: Format): string {
  if (state === 'idle' || state === 'cancelled') return t(`clocks.state.${state}`);
  if (left === null) return t(state === 'stopped' ? 'clocks.state.stopped' : 'clocks.state.none');
  const time = span(Math.abs(left));
  const words = { left: isWallTime ? time : t('clocks.working', { time }), due: due ? format.dateTime(due) : '–' };
  if (state === 'paused') return t('clocks.state.paused', words);
  if (state === 'stopped') return t(breached ? 'clocks.state.stopped-late' : 'clocks.state.stopped', words);
  return t(breached ? 'clocks.state.late' : 'clocks.state.running', words);
}

/** Minutes as hours and minutes: `3 h 20 min`. */
function span(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours > 0 && `${hours} h`, (rest > 0 || hours === 0) && `${rest} min`].filter(Boolean).join(' ');
}
