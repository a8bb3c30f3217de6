import { Button, Switch } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconPencil, IconPlugX, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { MailboxRow } from '../../api/types.ts';
import { Since } from '../inbox/deadline.tsx';
import { useFormat } from '../i18n/format.ts';
import { refresh, useAct } from '../server/queries.ts';
import { useVocabulary } from '../server/vocabulary.ts';
import { useNow } from '../shell/now.ts';
import { tell } from '../shell/toasts.tsx';
import { MailboxAlarms } from './mailbox-alarms.tsx';

interface MailboxCardProps {
  mailbox: MailboxRow;
  /** For those who may change it. */
  change?: { onEdit: () => void; onSending: () => void };
}

/** One mailbox: whether it is read, how far, and what is wrong in plain words. */
export function MailboxCard({ mailbox, change }: MailboxCardProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const { title } = useVocabulary();
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
      {isFailing && mailbox.active && (
        <p className="card__error" role="alert">
          {health.lastError}{' '}
          <span className="small">
            {health.lastErrorAt && t('administration.failingSince', { at: format.moment(health.lastErrorAt, now) })}
          </span>
        </p>
      )}
      <MailboxAlarms mailbox={mailbox} />
      <dl className="facts">
        <div>
          <dt>{t('administration.lastSuccess')}</dt>
          <dd>{health.lastSuccessAt ? <Since at={health.lastSuccessAt} /> : t('administration.never')}</dd>
        </div>
        <div>
          <dt>{t('administration.onServer')}</dt>
          <dd>{health.serverCount === null ? '–' : format.number(health.serverCount)}</dd>
        </div>
        <div>
          <dt>{t('administration.undecided')}</dt>
          <dd>
            {health.undecidedSince
              ? t('administration.waiting', { n: format.number(health.undecided), since: format.moment(health.undecidedSince, now) })
              : format.number(health.undecided)}
          </dd>
        </div>
      </dl>
      <Link href={`/ledger?mailbox=${mailbox.id}`}>{t('administration.toLedger')}</Link>
      {change && <MailboxActions mailbox={mailbox} {...change} />}
    </li>
  );
}

function MailboxActions({ mailbox, onEdit, onSending }: { mailbox: MailboxRow } & Required<MailboxCardProps>['change']) {
  const { t } = useTranslation();
  const update = useAct('PATCH /api/mailboxes/:id', { onDone: () => refresh((name) => name === 'GET /api/mailboxes') });
  const look = useAct('POST /api/mailboxes/:id/look', { onDone: () => tell(t('administration.looking')) });
  const params = { id: mailbox.id };
  return (
    <footer className="card__foot">
      <Switch
        label={t('administration.collect')}
        checked={mailbox.active}
        disabled={update.isPending}
        onChange={(event) => update.mutate({ params, body: { active: event.currentTarget.checked } })}
      />
      {mailbox.active && (
        <Button
          size="compact-sm"
          variant="default"
          loading={look.isPending}
          leftSection={<IconRefresh size={14} aria-hidden />}
          aria-label={`${t('administration.lookNow')}: ${mailbox.address}`}
          onClick={() => look.mutate({ params })}
        >
          {t('administration.lookNow')}
        </Button>
      )}
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
  );
}
