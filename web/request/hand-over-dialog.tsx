import { Button, Modal, Select, Textarea } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { refreshRequest, refreshTasks, useAct } from '../server/queries.ts';
import { useVocabulary } from '../server/vocabulary.ts';
import { useMe } from '../session/session.ts';
import { tell } from '../shell/toasts.tsx';
import { useRequest } from './request-context.ts';

/** To a colleague, with what they have to know. */
export default function HandOverDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const { request, task } = useRequest();
  const { agents } = useVocabulary();
  const [to, setTo] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const give = useAct('POST /api/tasks/:id/hand-over', {
    onDone: ({ owner }) => {
      tell(t('actions.handedOver', { name: owner?.name ?? '' }));
      refreshRequest(request.id);
      refreshTasks();
      onClose();
    },
  });
  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (to && note.trim()) give.mutate({ params: { id: task?.id ?? '' }, body: { to, note: note.trim() } });
  }
  return (
    <Modal opened onClose={onClose} title={t('actions.handOver')} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form className="dialog-form" onSubmit={submit}>
        <p className="muted small">{t('actions.handOverHint')}</p>
        <Select
          label={t('actions.handOverTo')}
          searchable
          data-autofocus
          data={agents.filter(({ id }) => id !== me.account.id).map(({ id, name }) => ({ value: id, label: name }))}
          value={to}
          onChange={setTo}
          comboboxProps={{ withinPortal: true }}
        />
        <Textarea
          label={t('actions.handOverNote')}
          autosize
          minRows={3}
          maxLength={5000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <footer className="dialog-form__foot">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={give.isPending} disabled={!to || !note.trim()}>
            {t('actions.handOver')}
          </Button>
        </footer>
      </form>
    </Modal>
  );
}
