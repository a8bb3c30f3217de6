import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useRequest } from './request-context.ts';
import { useTaskActions } from './use-task-actions.ts';

const PutOffDialog = lazy(() => import('./put-off-dialog.tsx'));
const AssignDialog = lazy(() => import('./assign-dialog.tsx'));
const ReasonDialog = lazy(() => import('./reason-dialog.tsx'));
const AskExpertDialog = lazy(() => import('./ask-expert-dialog.tsx'));
const TakeOverDialog = lazy(() => import('./take-over-dialog.tsx'));
const HandOverDialog = lazy(() => import('./hand-over-dialog.tsx'));
const CloseDialog = lazy(() => import('./close-dialog.tsx'));
const PromiseDialog = lazy(() => import('./promise-dialog.tsx'));
const MergeDialog = lazy(() => import('./merge-dialog.tsx'));

/** The one dialog that an action has asked for. */
export function ActionDialogs() {
  const { t } = useTranslation();
  const { request, task, dialog, openDialog } = useRequest();
  const actions = useTaskActions();
  const close = (): void => openDialog(null);
  return (
    <Suspense fallback={null}>
      {dialog === 'put-off' && (
        <PutOffDialog
          deadline={task?.deadline ?? null}
          promise={request.promises.find(({ state }) => state === 'open')?.dueAt ?? null}
          onClose={close}
          onChoose={actions.putOff}
        />
      )}
      {dialog === 'assign' && <AssignDialog onClose={close} />}
      {dialog === 'return' && (
        <ReasonDialog title={t('actions.return')} hint={t('actions.returnHint')} onClose={close} onGive={actions.giveBack} />
      )}
      {dialog === 'pass' && <ReasonDialog title={t('actions.pass')} hint={t('actions.passHint')} onClose={close} onGive={actions.pass} />}
      {dialog === 'take-over' && <TakeOverDialog onClose={close} onTake={actions.take} />}
      {dialog === 'hand-over' && <HandOverDialog onClose={close} />}
      {dialog === 'ask-expert' && <AskExpertDialog onClose={close} />}
      {dialog === 'close' && <CloseDialog onClose={close} />}
      {dialog === 'promise' && <PromiseDialog onClose={close} />}
      {dialog === 'merge' && <MergeDialog onClose={close} />}
    </Suspense>
  );
}
