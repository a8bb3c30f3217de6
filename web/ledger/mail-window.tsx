import { IconArrowLeft, IconDownload, IconFileOff, IconPaperclip } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { LedgerMail, LedgerRow, LedgerSummary } from '../../api/types.ts';
import { useFormat } from '../i18n/format.ts';
import { isProblem } from '../server/problem.ts';
import { useApi } from '../server/queries.ts';
import { may, useMe } from '../session/session.ts';
import { useShortcut } from '../shell/shortcuts.ts';
import { Empty, Failure, Waiting } from '../shell/states.tsx';
import { usePageTitle } from '../shell/tab-title.ts';
import { folderName, isOnServer } from './folder-name.ts';
import { DeedButtons } from './deed-buttons.tsx';
import type { Deed } from './deeds.ts';
import { MailBody } from './mail-body.tsx';
import { MailFacts } from './mail-facts.tsx';
import { Overrulings } from './overrulings.tsx';
import { VerdictChip } from './verdict-chip.tsx';
import './mail-window.css';

interface MailWindowProps {
  id: string;
  mailboxes: LedgerSummary['mailboxes'];
  /** False while a deed is for the picked ones. */
  hasDeeds: boolean;
  onClose: () => void;
  onDeed: (mail: LedgerRow, deed: Deed, request?: string) => void;
}

/** One mail of the ledger: what it was taken for and why, what may be done about it, and what it says. */
export default function MailWindow({ id, mailboxes, hasDeeds, onClose, onDeed }: MailWindowProps) {
  const { t } = useTranslation();
  const works = may(useMe(), 'agent', 'lead');
  const { data: mail, isPending, error, refetch } = useApi('GET /api/ledger/mails/:id', { params: { id } });
  usePageTitle(mail && (mail.subject || t('ledgerMail.noSubject')));
  useShortcut('back', onClose);
  if (isPending) return <Waiting />;
  if (!mail) {
    if (isProblem(error) && error.status !== 404) return <Failure error={error} retry={() => void refetch()} />;
    return <Empty title={t('ledgerMail.notFound')} icon={<IconFileOff size={28} stroke={1.4} aria-hidden />} />;
  }
  return (
    <article className="mail pane" aria-labelledby="mail-subject">
      <header className="mail__head">
        <button type="button" className="mail__back" onClick={onClose} aria-label={t('keys.names.back')}>
          <IconArrowLeft size={18} aria-hidden />
        </button>
        <h2 id="mail-subject">{mail.subject || t('ledgerMail.noSubject')}</h2>
        {hasDeeds && <DeedButtons mails={[mail]} onDeed={(deed, request) => onDeed(mail, deed, request)} />}
      </header>
      <div className="pane__scroll">
        <section className="mail__why" aria-label={t('ledgerMail.why')}>
          <p>
            <VerdictChip verdict={mail.verdict} /> {mail.reason}
            {mail.reasonCode && <span className="muted small"> ({mail.reasonCode.split(' ')[0]})</span>}
            {mail.request && (
              <>
                {' → '}
                {works ? <Link href={`/requests/${mail.request.id}`}>{mail.request.number}</Link> : mail.request.number}
              </>
            )}
          </p>
          {mail.error && <p className="card__error small">{t('ledgerMail.error', { text: mail.error, count: mail.attempts })}</p>}
          <MailFacts mail={mail} linksRequests={works} />
          <Overrulings mail={mail} />
        </section>
        <Headers mail={mail} mailboxes={mailboxes} />
        <MailBody mail={mail} />
        {mail.attachments.length > 0 && (
          <ul className="mail__files" aria-label={t('conversation.attachments', { count: mail.attachments.length })}>
            {mail.attachments.map(({ filename, size }, index) => (
              <FileLink key={`${index} ${filename}`} filename={filename} size={size} href={`/api/ledger/mails/${id}/files/${index}`} />
            ))}
          </ul>
        )}
        <a className="mail__raw" href={`/api/ledger/mails/${id}/raw`} download>
          <IconDownload size={15} aria-hidden /> {t('ledgerMail.raw')}
        </a>
      </div>
    </article>
  );
}

function FileLink({ filename, size, href }: { filename: string; size: number; href: string }) {
  const format = useFormat();
  return (
    <li>
      <a href={href} download={filename}>
        <IconPaperclip size={14} aria-hidden /> <span className="truncate">{filename}</span>{' '}
        <small className="muted">{format.size(size)}</small>
      </a>
    </li>
  );
}

function Headers({ mail, mailboxes }: { mail: LedgerMail; mailboxes: LedgerSummary['mailboxes'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const box = mailboxes.find((one) => one.mailbox === mail.mailbox)?.address ?? '';
  const place = [box, folderName(mail.folder, t), ...(isOnServer(mail.folder) ? [`UID ${mail.uid}`] : [])];
  const check = mail.authentication;
  const named = ({ name, address }: { name: string; address: string }): string => (name ? `${name} <${address}>` : address);
  const lines = [
    ['from', mail.from ? named(mail.from) : t('common.unknownCustomer')],
    ['replyTo', mail.replyTo.map(named).join(', ')],
    ['to', mail.to.join(', ')],
    ['cc', mail.cc.join(', ')],
    ['date', mail.date ? format.dateTime(mail.date) : ''],
    [
      'authentication',
      check
        ? t('ledgerMail.checked', { words: t(`ledgerMail.authentication.${check.result}`), results: resultsOf(check) })
        : t('ledgerMail.authentication.none'),
    ],
    ['place', [...place, format.dateTime(mail.receivedAt), format.size(mail.size)].join(' · ')],
    ['messageId', mail.messageId ?? ''],
  ] as const;
  return (
    <dl className="mail__headers">
      {lines
        .filter(([, value]) => value !== '')
        .map(([key, value]) => (
          <div key={key}>
            <dt>{t(`ledgerMail.header.${key}`)}</dt>
            <dd data-warning={(key === 'authentication' && (check?.result === 'fail' || check?.result === 'other')) || undefined}>
              {value}
            </dd>
          </div>
        ))}
    </dl>
  );
}

/** E.g. `SPF pass, DMARC fail`. */
function resultsOf(check: NonNullable<LedgerMail['authentication']>): string {
  const found = (['spf', 'dkim', 'dmarc', 'arc'] as const).filter((method) => check[method] !== null);
  return found.map((method) => `${method.toUpperCase()} ${check[method]}`).join(', ') || '–';
}
