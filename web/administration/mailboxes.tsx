import { Button, Switch } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconPencil, IconPlus, IconPlugX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MailboxRow } from '../../api/types.ts';
import { useFormat } from '../i18n/format.ts';
import { refresh, useAct, useApi } from '../server/queries.ts';
import { useVocabulary } from '../server/vocabulary.ts';
import { may, useMe } from '../session/session.ts';
import { useNow } from '../shell/now.ts';
import { Failure, Waiting } from '../shell/states.tsx';
import { MailboxAlarms } from './mailbox-alarms.tsx';
import { SendingDialog } from './sending-dialog.tsx';
import { MailboxDialog } from './mailbox-dialog.tsx';

export default function Mailboxes() {
  const { t } = useTranslation();
  const mayChange = may(useMe(), 'administrator');
  const mailboxes = useApi('GET /api/mailboxes', {}, { refetchInterval: 60_000 });
  const [edited, setEdited] = useState<MailboxRow | 'new' | null>(null);
  const [sending, setSending] = useState<MailboxRow | null>(null);
  if (mailboxes.isPending) return <Waiting />;
  if (!mailboxes.data) return <Failure error={mailboxes.error} retry={() => void mailboxes.refetch()} />;
  return (
    <section aria-label={t('administration.sections.mailboxes')}>
      {mayChange && (
        <div className="section-actions">
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEdited('new')}>
            {t('administration.newMailbox')}
          </Button>
        </div>
      )}
      <ul className="cards">
        {mailboxes.data.items.map((mailbox) => (
          <MailboxCard
            key={mailbox.id}
            mailbox={mailbox}
            {...(mayChange && { onEdit: () => setEdited(mailbox), onSending: () => setSending(mailbox) })}
          />
        ))}
      </ul>
      {sending && <SendingDialog mailbox={sending} onClose={() => setSending(null)} />}
      {edited && <MailboxDialog mailbox={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </section>
  );
}

function MailboxCard({ mailbox, onEdit, onSending }: { mailbox: MailboxRow; onEdit?: () => void; onSending?: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const { title } = useVocabulary();
  const update = useAct('PATCH /api/mailboxes/:id', { onDone: () => refresh((name) => name === 'GET /api/mailboxes') });
  const { health } = mailbox;
  const isFailing = health.lastErrorAt !== null && (health.lastSuccessAt === null || health.lastErrorAt > health.lastSuccessAt);
  const state = !mailbox.active ? 'off' : isFailing || health.silentSince || health.missing > 0 ? 'failing' : 'well';
  const StateIcon = { off: IconPlugX, failing: IconAlertTriangle, well: IconCircleCheck }[state];
  return (
    <li className="card" data-state={state}>
      <header className="card__head">
        <StateIcon size={18} aria-hidden />
        <h2>{mailbox.address}</h2>
        <span className="card__state">{t(`administration.health.${state}`)}</span>
      </header>
      <p className="muted small">
        {mailbox.name}
        {mailbox.topic && ` · ${title('topic', mailbox.topic)}`} · {mailbox.imap.host}:{mailbox.imap.port} / {mailbox.smtp.host}:
        {mailbox.smtp.port}
      </p>
      <dl className="facts">
        <div>
          <dt>{t('administration.lastSuccess')}</dt>
          <dd>{health.lastSuccessAt ? format.moment(health.lastSuccessAt, now) : t('administration.never')}</dd>
        </div>
        <div>
          <dt>{t('administration.onServer')}</dt>
          <dd>{health.serverCount === null ? '–' : format.number(health.serverCount)}</dd>
        </div>
        <div>
          <dt>{t('administration.undecided')}</dt>
          <dd>{format.number(health.undecided)}</dd>
        </div>
      </dl>
      {isFailing && <p className="card__error">{health.lastError}</p>}
      <MailboxAlarms mailbox={mailbox} />
      {onEdit && (
        <footer className="card__foot">
          <Switch
            label={t('administration.collect')}
            checked={mailbox.active}
            onChange={(event) => update.mutate({ params: { id: mailbox.id }, body: { active: event.currentTarget.checked } })}
          />
          <Button size="compact-sm" variant="default" aria-label={`${t('administration.sending')}: ${mailbox.address}`} onClick={onSending}>
            {t('administration.sending')}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPencil size={14} aria-hidden />}
            aria-label={`${t('common.edit')}: ${mailbox.address}`}
            onClick={onEdit}
          >
            {t('common.edit')}
          </Button>
        </footer>
      )}
    </li>
  );
}
