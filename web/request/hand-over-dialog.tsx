import { Button, Modal, Select, Textarea } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Colleague } from '../../api/types.ts';
import { refreshRequest, refreshTasks, useAct, useApi } from '../server/queries.ts';
import { tell } from '../shell/toasts.tsx';
import { useRequest } from './request-context.ts';

/** To a colleague, with what they have to know. */
export default function HandOverDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { request, task } = useRequest();
  const colleagues = useApi('GET /api/tasks/:id/colleagues', { params: { id: task?.id ?? '' } }).data?.items;
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
          data={colleagues?.map((one) => ({ value: one.id, label: labelOf(one, t), disabled: one.state !== 'free' })) ?? []}
          description={colleagues?.every(({ state }) => state !== 'free') === true ? t('actions.handOverNobody') : undefined}
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

/** With what keeps them from getting it. */
function labelOf({ name, state, deputy }: Colleague, t: TFunction): string {
  if (state === 'free') return name;
  if (state === 'away' && deputy !== null) return `${name} – ${t('actions.handOverState.deputy', { name: deputy })}`;
  return `${name} – ${t(`actions.handOverState.${state}`)}`;
}
