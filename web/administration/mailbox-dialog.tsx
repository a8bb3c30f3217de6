import { Button, Checkbox, Modal, NumberInput, PasswordInput, Select, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { MailboxRow } from '../../api/types.ts';
import { refresh, useAct } from '../server/queries.ts';
import { useVocabulary } from '../server/vocabulary.ts';
import { tell } from '../shell/toasts.tsx';

type Server = MailboxRow['imap'];

/** Makes or changes a mailbox. Its password is never shown again; left empty it stays. */
export function MailboxDialog({ mailbox, onClose }: { mailbox: MailboxRow | null; onClose: () => void }) {
  const { t } = useTranslation();
  const { topics, title } = useVocabulary();
  const [address, setAddress] = useState(mailbox?.address ?? '');
  const [password, setPassword] = useState('');
  const [form, setForm] = useState({
    name: mailbox?.name ?? '',
    topic: mailbox?.topic ?? null,
    language: mailbox?.language ?? ('de' as const),
    imap: mailbox?.imap ?? { host: '', port: 993, secure: true, user: '' },
    smtp: mailbox?.smtp ?? { host: '', port: 465, secure: true, user: '' },
  });
  const change = (part: Partial<typeof form>): void => setForm((before) => ({ ...before, ...part }));
  const onDone = (): void => {
    tell(t('common.saved'));
    refresh((name) => name === 'GET /api/mailboxes');
    onClose();
  };
  const create = useAct('POST /api/mailboxes', { onDone });
  const update = useAct('PATCH /api/mailboxes/:id', { onDone });
  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (mailbox) update.mutate({ params: { id: mailbox.id }, body: { ...form, ...(password && { password }) } });
    else create.mutate({ body: { ...form, address, password } });
  }
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={mailbox?.address ?? t('administration.newMailbox')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form className="dialog-form" onSubmit={submit}>
        <div className="dialog-form__pair">
          {!mailbox && (
            <TextInput
              label={t('session.email')}
              type="email"
              required
              value={address}
              onChange={(event) => setAddress(event.currentTarget.value)}
              data-autofocus
            />
          )}
          <TextInput
            label={t('administration.senderName')}
            required
            value={form.name}
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
        </div>
        <div className="dialog-form__pair">
          <Select
            label={t('inbox.topic')}
            clearable
            data={topics.map(({ key }) => ({ value: key, label: title('topic', key) }))}
            value={form.topic}
            onChange={(topic) => change({ topic })}
          />
          <Select
            label={t('shell.language')}
            allowDeselect={false}
            data={[
              { value: 'de', label: 'Deutsch' },
              { value: 'en', label: 'English' },
            ]}
            value={form.language}
            onChange={(language) => change({ language: language === 'en' ? 'en' : 'de' })}
          />
        </div>
        <ServerFields legend="IMAP" server={form.imap} onChange={(imap) => change({ imap })} />
        <ServerFields legend="SMTP" server={form.smtp} onChange={(smtp) => change({ smtp })} />
        <PasswordInput
          label={t(mailbox ? 'administration.newPassword' : 'session.password')}
          required={!mailbox}
          autoComplete="new-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': t('session.showPassword') }}
        />
        <footer className="dialog-form__foot">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={create.isPending || update.isPending}>
            {t('common.save')}
          </Button>
        </footer>
      </form>
    </Modal>
  );
}

function ServerFields({ legend, server, onChange }: { legend: string; server: Server; onChange: (server: Server) => void }) {
  const { t } = useTranslation();
  return (
    <fieldset className="plain-fieldset">
      <legend>{legend}</legend>
      <div className="server-fields">
        <TextInput
          aria-label={`${legend}: ${t('administration.host')}`}
          placeholder={t('administration.host')}
          required
          value={server.host}
          onChange={(event) => onChange({ ...server, host: event.currentTarget.value })}
        />
        <NumberInput
          aria-label={`${legend}: ${t('administration.port')}`}
          min={1}
          max={65_535}
          required
          hideControls
          value={server.port}
          onChange={(port) => onChange({ ...server, port: Number(port) })}
        />
        <TextInput
          aria-label={`${legend}: ${t('administration.user')}`}
          placeholder={t('administration.user')}
          value={server.user}
          onChange={(event) => onChange({ ...server, user: event.currentTarget.value })}
        />
        <Checkbox label="TLS" checked={server.secure} onChange={(event) => onChange({ ...server, secure: event.currentTarget.checked })} />
      </div>
    </fieldset>
  );
}
