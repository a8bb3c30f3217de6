import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Intervention } from '../../api/types.ts';
import { useFormat } from '../i18n/format.ts';
import { useApi } from '../server/queries.ts';
import { useNow } from '../shell/now.ts';
import { useIntervene } from './intervene.ts';

/** What leads changed last, and the way back. */
export function InterventionList() {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const { takeBack } = useIntervene();
  const found = useApi('GET /api/board/interventions', {});
  const items = found.data?.items ?? [];
  return (
    <section className="board__section" aria-label={t('board.interventions')}>
      <h2>{t('board.interventions')}</h2>
      {items.length === 0 && <p className="muted small">{t('board.noInterventions')}</p>}
      <ul className="plain-list interventions">
        {items.map((item) => (
          <li key={item.id} data-undone={item.undone || undefined}>
            <time className="muted small" dateTime={item.at} title={format.dateTime(item.at)}>
              {format.moment(item.at, now)}
            </time>
            <span>
              {item.by && <strong>{item.by.name}: </strong>}
              {said(t, item)}
              <small className="muted"> {item.requests.map(({ number }) => number).join(', ')}</small>
            </span>
            {item.undone ? (
              <small className="muted">{t('board.wasUndone')}</small>
            ) : (
              <Button
                size="compact-xs"
                variant="subtle"
                leftSection={<IconArrowBackUp size={14} aria-hidden />}
                onClick={() => void takeBack(item.id)}
              >
                {t('common.undo')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function said(t: TFunction, { action, agent, now, before, tasks, had, got }: Intervention): string {
  const state = (presence: string | null): string => t(`presence.${presence ?? ''}`, { defaultValue: presence ?? '' });
  const names = (list: string[]): string => (list.length > 0 ? list.join(', ') : t('board.line'));
  if (action === 'presence-set') return t('board.said.presence', { name: agent?.name ?? '', before: state(before), now: state(now) });
  if (action === 'put-off') return t('inbox.putOffDone', { count: tasks });
  if (action === 'raised')
    return now ? t('board.said.priority', { count: tasks, priority: now }) : t('board.said.raised', { count: tasks });
  return t('board.said.reassigned', { count: tasks, from: names(had), to: names(got) });
}
