import { Button, Modal, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { newKey } from '../composer/new-key.ts';
import { useFormat } from '../i18n/format.ts';
import { refreshRequest, useAct } from '../server/queries.ts';
import { tell } from '../shell/toasts.tsx';
import { putOffTimes, toLocalInput } from './put-off-times.ts';
import { useRequest } from './request-context.ts';

/** What the customer was told otherwise than in writing, on the phone say: from then on it is watched. */
export default function PromiseDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { request } = useRequest();
  const [now] = useState(() => new Date());
  const [at, setAt] = useState(toLocalInput(putOffTimes(now)[0]?.at ?? now));
  const dueAt = new Date(at);
  const isValid = !Number.isNaN(dueAt.getTime()) && dueAt > now;
  const [key] = useState(newKey);
  const promise = useAct('POST /api/requests/:id/promises', {
    onDone: () => {
      tell(t('request.promise', { at: format.dateTime(dueAt) }));
      refreshRequest(request.id);
      onClose();
    },
  });

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (isValid) promise.mutate({ params: { id: request.id }, body: { dueAt: dueAt.toISOString() }, key });
  }
  return (
    <Modal opened onClose={onClose} title={t('actions.promise')} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form className="dialog-form" onSubmit={submit}>
        <p className="muted small">{t('actions.promiseHint')}</p>
        <TextInput
          type="datetime-local"
          label={t('actions.promiseAt')}
          required
          withAsterisk={false}
          data-autofocus
          min={toLocalInput(now)}
          value={at}
          onChange={(event) => setAt(event.currentTarget.value)}
        />
        <footer className="dialog-form__foot">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={promise.isPending} disabled={!isValid}>
            {t('actions.promiseDo')}
          </Button>
        </footer>
      </form>
    </Modal>
  );
}
