import { Button, Modal, Select, Switch } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { refreshRequest, refreshTasks, useAct } from '../server/queries.ts';
import { useVocabulary } from '../server/vocabulary.ts';
import { tell } from '../shell/toasts.tsx';
import { useRequest } from './request-context.ts';

/** A lead gives the task to someone, or back to the line. */
export default function AssignDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { request, task } = useRequest();
  const { agents } = useVocabulary();
  const [account, setAccount] = useState<string | null>(task?.owner?.id ?? null);
  const [overCapacity, setOverCapacity] = useState(false);
  const assign = useAct('POST /api/tasks/:id/assign', {
    onDone: ({ owner }) => {
      tell(owner ? t('actions.assigned', { name: owner.name }) : t('actions.returned'));
      refreshRequest(request.id);
      refreshTasks();
      onClose();
    },
  });
  const give = (to: string | null): void => assign.mutate({ params: { id: task?.id ?? '' }, body: { account: to, overCapacity } });
  return (
    <Modal opened onClose={onClose} title={t('actions.assign')} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <div className="dialog-form">
        <Select
          label={t('actions.assignTo')}
          searchable
          data-autofocus
          data={agents.map(({ id, name }) => ({ value: id, label: name }))}
          value={account}
          onChange={setAccount}
          comboboxProps={{ withinPortal: true }}
        />
        <Switch
          label={t('actions.overCapacity')}
          checked={overCapacity}
          onChange={(event) => setOverCapacity(event.currentTarget.checked)}
        />
        <footer className="dialog-form__foot">
          {task?.owner && (
            <Button variant="default" loading={assign.isPending} onClick={() => give(null)}>
              {t('actions.unassign')}
            </Button>
          )}
          <Button loading={assign.isPending} disabled={!account || account === task?.owner?.id} onClick={() => give(account)}>
            {t('actions.assign')}
          </Button>
        </footer>
      </div>
    </Modal>
  );
}
