import { Button } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { refreshRequest, refreshTasks, useAct } from '../server/queries.ts';
import { may, useMe } from '../session/session.ts';
import { tell } from '../shell/toasts.tsx';
import { useRequest } from './request-context.ts';

/** Nothing will move this request: why, and what sets it going again. */
export function IdleBanner() {
  const { t } = useTranslation();
  const me = useMe();
  const { request, openDialog } = useRequest();
  const repair = useAct('POST /api/requests/:id/repair', {
    onDone: () => {
      tell(t('idle.repaired'));
      refreshRequest(request.id);
      refreshTasks();
    },
  });
  const { idle } = request;
  if (!idle) return null;
  const { cause, at, again } = idle;
  return (
    <section className="incident" aria-label={t('idle.title')}>
      <IconPlugConnectedX size={19} aria-hidden />
      <div className="incident__text">
        <strong>{t('idle.title')}</strong>
        <p>{t(`idle.why.${cause}`, { step: at ?? '' })}</p>
      </div>
      {again && may(me, 'lead', 'administrator') && (
        <Button size="xs" loading={repair.isPending} onClick={() => repair.mutate({ params: { id: request.id } })}>
          {cause === 'step-gone' ? t('incident.retry') : t('idle.again', { step: again.name })}
        </Button>
      )}
      {request.actions.close && (
        <Button size="xs" variant="default" onClick={() => openDialog('close')}>
          {t('idle.close')}
        </Button>
      )}
    </section>
  );
}
