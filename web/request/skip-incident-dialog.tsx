import { Button, JsonInput, Modal, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../../api/types.ts';
import { refreshRequest, useAct } from '../server/queries.ts';
import { tell } from '../shell/toasts.tsx';
import { parseVariables } from './parse-variables.ts';

/** The step counts as done: with which result, and why. */
export default function SkipIncidentDialog({ incident, request, onClose }: { incident: Incident; request: string; onClose: () => void }) {
  const { t } = useTranslation();
  const [result, setResult] = useState('{}');
  const [reason, setReason] = useState('');
  const variables = parseVariables(result);
  const skip = useAct('POST /api/incidents/:id/skip', {
    onDone: () => {
      tell(t('incident.skipped'));
      refreshRequest(request);
      onClose();
    },
  });
  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (variables) skip.mutate({ params: { id: incident.id }, body: { variables, reason: reason.trim() } });
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('incident.skipTitle', { step: incident.elementName })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form className="dialog-form" onSubmit={submit}>
        <p className="muted small">{t('incident.skipHint')}</p>
        <TextInput
          data-autofocus
          label={t('actions.reason')}
          required
          withAsterisk={false}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <JsonInput
          label={t('incident.result')}
          autosize
          minRows={2}
          maxRows={12}
          value={result}
          onChange={setResult}
          error={variables === null && t('incident.invalid')}
        />
        <footer className="dialog-form__foot">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={skip.isPending} disabled={!reason.trim() || variables === null}>
            {t('incident.skip')}
          </Button>
        </footer>
      </form>
    </Modal>
  );
}
