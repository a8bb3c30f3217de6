import { useTranslation } from 'react-i18next';
import type { Message } from '../../api/types.ts';
import { refreshRequest, refreshTasks, useAct } from '../server/queries.ts';
import { may, useMe } from '../session/session.ts';
import { standingOf } from './delivery-state.tsx';

/** Why a mail has not arrived for certain, in plain words, what the server said, and what can be done. */
export function DeliveryTrouble({ request, message }: { request: string; message: Message }) {
  const { t } = useTranslation();
  const onDone = (): void => {
    refreshRequest(request);
    refreshTasks();
  };
  const tryNow = useAct('POST /api/outbox/:id/try-now', { onDone });
  const cancel = useAct('POST /api/outbox/:id/cancel', { onDone });
  const settle = useAct('POST /api/ledger/unknown/:id', { onDone });
  const maySettle = may(useMe(), 'lead', 'administrator');
  const standing = standingOf(message);
  const { delivery } = message;
  if (!delivery || standing === null || standing === 'prepared' || standing === 'handing-over' || standing === 'accepted') return null;
  const mail = { params: { id: delivery.id } };
  const said = standing === 'partial' ? null : (delivery.error ?? delivery.response);
  return (
    <div className="delivery-trouble" data-state={standing} role={standing === 'delayed' ? undefined : 'note'}>
      <p>{standing === 'delayed' ? t(`conversation.delay.${delivery.delay ?? 'busy'}`) : t(`conversation.deliveryHint.${standing}`)}</p>
      {delivery.refused.length > 0 && (
        <ul>
          {delivery.refused.map(({ address, response }) => (
            <li key={address}>
              {address}: <q>{response}</q>
            </li>
          ))}
        </ul>
      )}
      {said && delivery.refused.length === 0 && (
        <p className="muted small">
          {t('conversation.serverSaid')} <q>{said}</q>
        </p>
      )}
      {standing === 'delayed' && (
        <div className="delivery-trouble__actions">
          <button type="button" className="link-button" disabled={tryNow.isPending} onClick={() => tryNow.mutate(mail)}>
            {t('conversation.tryNow')}
          </button>
          <button type="button" className="link-button" disabled={cancel.isPending} onClick={() => cancel.mutate(mail)}>
            {t('conversation.doNotSend')}
          </button>
        </div>
      )}
      {standing === 'unknown' && !maySettle && <p>{t('conversation.leadSettles')}</p>}
      {standing === 'unknown' && maySettle && (
        <div className="delivery-trouble__actions">
          <button
            type="button"
            className="link-button"
            disabled={settle.isPending}
            onClick={() => settle.mutate({ params: { id: delivery.id }, body: { found: 'sent' } })}
          >
            {t('conversation.itArrived')}
          </button>
          <button
            type="button"
            className="link-button"
            disabled={settle.isPending}
            onClick={() => settle.mutate({ params: { id: delivery.id }, body: { found: 'send-again' } })}
          >
            {t('conversation.sendAgain')}
          </button>
        </div>
      )}
    </div>
  );
}
