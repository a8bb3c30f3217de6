import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { LedgerRow } from '../../api/types.ts';
import { useFormat } from '../i18n/format.ts';
import { useNow } from '../shell/now.ts';
import { VerdictChip } from './verdict-chip.tsx';

export interface MailRowProps {
  mail: LedgerRow;
  /** Address and, where it is not the only one, folder. */
  place: string;
  href: string;
  /** Where its request is shown, for those who may see it. */
  requestHref: string | null;
  open: boolean;
  /** The one row that Tab reaches. */
  reachable: boolean;
  gone: boolean;
  isPicked: boolean;
  onPick: (extend: boolean) => void;
  onFocus: () => void;
}

/** One mail: who wrote, about what, when and where, what it was taken for and why. */
export const MailRow = memo(function MailRow({ mail, place, href, requestHref, ...row }: MailRowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const sender = mail.sender ?? t('common.unknownCustomer');
  const subject = mail.subject || t('ledgerMail.noSubject');
  const tabIndex = row.reachable ? 0 : -1;
  return (
    <div
      className="mail-row"
      data-gone={row.gone || undefined}
      data-picked={row.isPicked || undefined}
      data-open={row.open || undefined}
      onFocus={row.onFocus}
    >
      <input
        type="checkbox"
        aria-label={t('ledgerMail.pick', { subject })}
        tabIndex={tabIndex}
        checked={row.isPicked}
        onChange={(event) => row.onPick((event.nativeEvent as MouseEvent).shiftKey)}
      />
      <Link className="mail-row__open" data-row={mail.id} href={href} tabIndex={tabIndex} aria-current={row.open ? 'true' : undefined}>
        <span className="mail-row__sender truncate">{sender}</span>
        <span className="mail-row__subject truncate">{subject}</span>
      </Link>
      <span className="mail-row__verdict">
        <VerdictChip verdict={mail.verdict} />
        <span className="mail-row__reason truncate" title={mail.reason ?? mail.error ?? undefined}>
          {mail.reason ?? mail.error}
        </span>
      </span>
      <span className="mail-row__request">
        {mail.request && (requestHref ? <Link href={requestHref}>{mail.request.number}</Link> : mail.request.number)}
      </span>
      <span className="mail-row__place truncate" title={place}>
        {place}
      </span>
      <time className="mail-row__time" dateTime={mail.receivedAt} title={format.dateTime(mail.receivedAt)}>
        {format.moment(mail.receivedAt, now)}
      </time>
    </div>
  );
});
