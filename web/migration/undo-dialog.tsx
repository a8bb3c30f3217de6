import { Alert, Button, Group, Modal, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import type { BatchItem } from '../../api/types.ts';
import { problemText } from '../server/problem-text.ts';
import { useAct } from '../server/queries.ts';
import { tell } from '../shell/toasts.tsx';
import { useWords } from './words.ts';

/** Takes one request back to its former version, with a reason. */
export function UndoDialog({ item, onClose }: { item: BatchItem; onClose: () => void }) {
  const t = useWords();
  const [reason, setReason] = useState('');
  const undo = useAct('POST /api/requests/:id/migrations/:event/undo', {
    onDone: () => {
      tell(t('batch.undoDone', { number: item.number }));
      onClose();
    },
    onProblem: () => true,
  });
  function submit(event: SubmitEvent): void {
    event.preventDefault();
    undo.mutate({ params: { id: item.request, event: item.event ?? '' }, body: { reason: reason.trim() } });
  }
  return (
    <Modal opened onClose={onClose} title={t('batch.undoTitle', { number: item.number })} closeButtonProps={{ 'aria-label': t('close') }}>
      <form onSubmit={submit}>
        <p className="muted small">{t('batch.undoHint')}</p>
        {undo.error && <Alert color="red">{problemText(undo.error)}</Alert>}
        <TextInput
          data-autofocus
          label={t('reason')}
          description={t('reasonHint')}
          required
          withAsterisk={false}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Group justify="end" mt="md">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={undo.isPending} disabled={!reason.trim()}>
            {t('batch.undo')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
