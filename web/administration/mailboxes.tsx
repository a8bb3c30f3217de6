import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MailboxRow } from '../../api/types.ts';
import { useApi } from '../server/queries.ts';
import { may, useMe } from '../session/session.ts';
import { Failure, Waiting } from '../shell/states.tsx';
import { MailboxCard } from './mailbox-card.tsx';
import { MailboxDialog } from './mailbox-dialog.tsx';
import { SendingDialog } from './sending-dialog.tsx';

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
            {...(mayChange && { change: { onEdit: () => setEdited(mailbox), onSending: () => setSending(mailbox) } })}
          />
        ))}
      </ul>
      {sending && <SendingDialog mailbox={sending} onClose={() => setSending(null)} />}
      {edited && <MailboxDialog mailbox={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </section>
  );
}
