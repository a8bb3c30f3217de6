import { Button, Checkbox, Modal, NumberInput, Select, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { MailboxRow } from '../../api/types.ts';
import { refresh, useAct } from '../server/queries.ts';
import { useVocabulary } from '../server/vocabulary.ts';
import { tell } from '../shell/toasts.tsx';
import { type Collecting, MailboxCollecting } from './mailbox-collecting.tsx';
import { MailboxSignIn, type SignIn } from './mailbox-sign-in.tsx';
import { MailboxTrial } from './mailbox-trial.tsx';

type Server = MailboxRow['smtp'];

/** Makes or changes a mailbox. */
export function MailboxDialog({ mailbox, onClose }: { mailbox: MailboxRow | null; onClose: () => void }) {
  const { t } = useTranslation();
  const { topics, title } = useVocabulary();
  const [address, setAddress] = useState(mailbox?.address ?? '');
  const [signIn, setSignIn] = useState<SignIn>({ password: '', oauth: mailbox?.oauth ?? null, clientSecret: '', refreshToken: '' });
  const [collecting, setCollecting] = useState<Collecting>({
    folders: mailbox?.folders ?? ['INBOX'],
    begin: !mailbox ? 'now' : mailbox.since === null ? 'all' : 'date',
    since: mailbox?.since?.slice(0, 10) ?? '',
    silentAfter: mailbox?.silentAfter ?? 15,
  });
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
    const { begin, since, ...rest } = collecting;
    const { oauth, ...secrets } = signIn;
    const entered = Object.fromEntries(Object.entries(secrets).filter(([, secret]) => secret !== ''));
    const body = { ...form, ...rest, ...entered, oauth, ...sinceOf(begin, since, mailbox) };
    if (mailbox) update.mutate({ params: { id: mailbox.id }, body });
    else create.mutate({ body: { ...body, address } });
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
        <TextInput
          label={t('administration.authservId')}
          description={t('administration.authservIdHint')}
          placeholder="mx.shop.example"
          value={form.imap.authservId ?? ''}
          onChange={(event) => change({ imap: { ...form.imap, authservId: event.currentTarget.value.trim() } })}
        />
        <Checkbox
          label={t('administration.marksSpam')}
          description={t('administration.marksSpamHint')}
          checked={form.imap.marksSpam === true}
          onChange={(event) => change({ imap: { ...form.imap, marksSpam: event.currentTarget.checked } })}
        />
        <ServerFields legend="SMTP" server={form.smtp} onChange={(smtp) => change({ smtp })} />
        <MailboxSignIn value={signIn} isNew={!mailbox} onChange={(part) => setSignIn((before) => ({ ...before, ...part }))} />
        <MailboxTrial mailbox={mailbox} address={address} form={form} signIn={signIn} />
        <MailboxCollecting value={collecting} isNew={!mailbox} onChange={(part) => setCollecting((before) => ({ ...before, ...part }))} />
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

/** A day that was not changed keeps its hour. */
function sinceOf(begin: Collecting['begin'], since: string, mailbox: MailboxRow | null): { since?: string | null } {
  if (begin === 'all') return { since: null };
  if (begin === 'now' || since === mailbox?.since?.slice(0, 10)) return {};
  return { since: new Date(`${since}T00:00`).toISOString() };
}

function ServerFields<T extends Server>({ legend, server, onChange }: { legend: string; server: T; onChange: (server: T) => void }) {
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
