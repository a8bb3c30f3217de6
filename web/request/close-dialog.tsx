import { useTranslation } from 'react-i18next';
import { refreshRequest, refreshTasks, useAct } from '../server/queries.ts';
import { tell } from '../shell/toasts.tsx';
import ReasonDialog from './reason-dialog.tsx';
import { useRequest } from './request-context.ts';

/** A lead ends a request beside its process, with a reason. */
export default function CloseDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { request } = useRequest();
  const close = useAct('POST /api/requests/:id/close', {
    onDone: () => {
      tell(t('actions.closed'));
      refreshRequest(request.id);
      refreshTasks();
    },
  });
  return (
    <ReasonDialog
      title={t('actions.closeRequest')}
      hint={request.subject}
      onClose={onClose}
      onGive={(reason) => close.mutate({ params: { id: request.id }, body: { reason } })}
    />
  );
}
