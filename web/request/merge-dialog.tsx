import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { refreshRequest, refreshTasks, useAct } from '../server/queries.ts';
import { tell } from '../shell/toasts.tsx';
import { useRequest } from './request-context.ts';

/** This request becomes part of another one. */
export default function MergeDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { request } = useRequest();
  const [, go] = useLocation();
  const [into, setInto] = useState('');
  const merge = useAct('POST /api/requests/:id/merge', {
    onDone: (reply) => {
      tell(t('merging.merged'));
      refreshRequest(request.id);
      refreshTasks();
      onClose();
      go(`/requests/${reply.request}`);
    },
  });
  return (
    <Modal opened onClose={onClose} title={t('merging.merge')} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form
        className="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          merge.mutate({ params: { id: request.id }, body: { into } });
        }}
      >
        <p className="muted small">{t('merging.mergeHint')}</p>
        <TextInput
          label={t('merging.into')}
          placeholder="V-2026-000123"
          required
          withAsterisk={false}
          data-autofocus
          value={into}
          onChange={(event) => setInto(event.currentTarget.value)}
        />
        <footer className="dialog-form__foot">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={merge.isPending} disabled={!into.trim()}>
            {t('merging.merge')}
          </Button>
        </footer>
      </form>
    </Modal>
  );
}
