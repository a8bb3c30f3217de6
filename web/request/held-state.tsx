import { IconClock, IconMailQuestion } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../api/types.ts';
import { SendLater } from '../composer/send-later.tsx';
import { takeBack } from '../composer/take-back.ts';
import { useFormat } from '../i18n/format.ts';
import { refreshRequest, useAct } from '../server/queries.ts';
import { useMe } from '../session/session.ts';

/** An answer that has not gone out: when it will, and what its writer can do until then. */
export function HeldState({ request, message: { id, held } }: { request: string; message: Message }) {
  const { t } = useTranslation();
  const format = useFormat();
  const me = useMe();
  const move = useAct('PUT /api/requests/:id/held/:message', { onDone: () => refreshRequest(request) });
  if (!held) return null;
  const isMine = held.by === me.account.id || me.roles.includes('lead');
  const send = (at: Date | null): void =>
    move.mutate({ params: { id: request, message: id }, body: { sendAt: at?.toISOString() ?? null } });
  const Icon = held.inDoubt ? IconMailQuestion : IconClock;
  return (
    <p className="held" data-doubt={held.inDoubt || undefined}>
      <Icon size={15} aria-hidden />
      <span>{held.inDoubt ? t('conversation.heldInDoubt') : t('conversation.heldUntil', { at: format.dateTime(held.until) })}</span>
      {isMine && (
        <>
          <button type="button" className="link-button" onClick={() => void takeBack(request, id)}>
            {t('conversation.takeBack')}
          </button>
          <button type="button" className="link-button" onClick={() => send(null)}>
            {t('conversation.sendNow')}
          </button>
          <SendLater label={t('conversation.sendAnotherTime')} disabled={move.isPending} onChoose={send} />
        </>
      )}
    </p>
  );
}
