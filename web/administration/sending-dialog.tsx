import { Button, Modal, NumberInput, Textarea, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiRoutes, MailboxRow } from '../../api/types.ts';
import { refresh, useAct, useApi } from '../server/queries.ts';
import { Failure, Waiting } from '../shell/states.tsx';
import { tell } from '../shell/toasts.tsx';

type Sending = ApiRoutes['GET /api/mailboxes/:id/sending']['reply'];

/** How fast a mailbox sends, and whether its mails are signed here. */
export function SendingDialog({ mailbox, onClose }: { mailbox: MailboxRow; onClose: () => void }) {
  const { t } = useTranslation();
  const sending = useApi('GET /api/mailboxes/:id/sending', { params: { id: mailbox.id } });
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('administration.sendingOf', { address: mailbox.address })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {sending.isPending && <Waiting />}
      {sending.error && <Failure error={sending.error} retry={() => void sending.refetch()} />}
      {sending.data && <SendingForm id={mailbox.id} kept={sending.data} onClose={onClose} />}
    </Modal>
  );
}

function SendingForm({ id, kept, onClose }: { id: string; kept: Sending; onClose: () => void }) {
  const { t } = useTranslation();
  const [rate, setRate] = useState<number | string>(kept.mailsPerMinute ?? '');
  const [connections, setConnections] = useState<number | string>(kept.connections);
  const [domain, setDomain] = useState(kept.dkim?.domain ?? '');
  const [selector, setSelector] = useState(kept.dkim?.selector ?? '');
  const [key, setKey] = useState('');
  const save = useAct('PUT /api/mailboxes/:id/sending', {
    onDone: () => {
      tell(t('common.saved'));
      refresh((name) => name === 'GET /api/mailboxes/:id/sending');
      onClose();
    },
  });
  const isSigned = domain.trim() !== '';
  function submit(event: SubmitEvent): void {
    event.preventDefault();
    save.mutate({
      params: { id },
      body: {
        mailsPerMinute: rate === '' ? null : Number(rate),
        connections: Number(connections) || 1,
        dkim: isSigned ? { domain: domain.trim().toLowerCase(), selector: selector.trim().toLowerCase() } : null,
        ...(isSigned && key.trim() !== '' && { dkimKey: key.trim() }),
      },
    });
  }
  return (
    <form className="dialog-form" onSubmit={submit}>
      <div className="dialog-form__pair">
        <NumberInput
          label={t('administration.rate')}
          description={t('administration.rateHint')}
          min={1}
          max={10_000}
          value={rate}
          onChange={setRate}
        />
        <NumberInput
          label={t('administration.connections')}
          description={t('administration.connectionsHint')}
          min={1}
          max={20}
          value={connections}
          onChange={setConnections}
        />
      </div>
      <fieldset className="plain-fieldset">
        <legend>DKIM</legend>
        <p className="muted small">{t('administration.dkimHint')}</p>
        <div className="dialog-form__pair">
          <TextInput label={t('administration.dkimDomain')} value={domain} onChange={(event) => setDomain(event.currentTarget.value)} />
          <TextInput
            label={t('administration.dkimSelector')}
            required={isSigned}
            value={selector}
            onChange={(event) => setSelector(event.currentTarget.value)}
          />
        </div>
        <Textarea
          label={t(kept.dkim ? 'administration.dkimNewKey' : 'administration.dkimKey')}
          required={isSigned && !kept.dkim}
          autosize
          minRows={2}
          maxRows={6}
          spellCheck={false}
          value={key}
          onChange={(event) => setKey(event.currentTarget.value)}
        />
      </fieldset>
      <footer className="dialog-form__foot">
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button type="submit" loading={save.isPending}>
          {t('common.save')}
        </Button>
      </footer>
    </form>
  );
}
