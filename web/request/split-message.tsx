import { IconArrowsSplit2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { refreshRequest, refreshTasks, useAct } from '../server/queries.ts';
import { tell } from '../shell/toasts.tsx';
import { useRequest } from './request-context.ts';

/** A message about another matter becomes a request of its own; the first one stays. */
export function SplitMessage({ message }: { message: string }) {
  const { t } = useTranslation();
  const { request, messages } = useRequest();
  const split = useAct('POST /api/requests/:id/messages/:message/split', {
    onDone: ({ number }) => {
      tell(t('merging.splitDone', { number }));
      refreshRequest(request.id);
      refreshTasks();
    },
  });
  const isFirst = messages.find(({ type }) => type === 'customer')?.id === message;
  if (isFirst || !request.actions.reply) return null;
  return (
    <button
      type="button"
      className="link-button"
      disabled={split.isPending}
      onClick={() => split.mutate({ params: { id: request.id, message } })}
    >
      <IconArrowsSplit2 size={14} aria-hidden /> {t('merging.split')}
    </button>
  );
}
