import { Button, Select } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { LedgerSummary } from '../../api/types.ts';
import { useFormat } from '../i18n/format.ts';
import { refresh, useAct, useApi, usePages } from '../server/queries.ts';
import { Failure, Waiting } from '../shell/states.tsx';
import { tell } from '../shell/toasts.tsx';
import '../administration/administration.css';

const verdicts = ['undecided', 'request', 'reply', 'expert-answer', 'automatic', 'bounce', 'filtered', 'quarantined', 'failed'] as const;

/** Every mail accounted for. */
export default function LedgerPage() {
  const { t } = useTranslation();
  const ledger = useApi('GET /api/ledger', {});
  const [mailbox, setMailbox] = useState<string | null>(null);
  const [verdict, setVerdict] = useState<(typeof verdicts)[number] | null>(null);
  if (ledger.isPending) return <Waiting />;
  if (!ledger.data) return <Failure error={ledger.error} retry={() => void ledger.refetch()} />;
  const { mailboxes, unknown } = ledger.data;
  return (
    <div className="page">
      <h1 className="page__title">{t('ledger.title')}</h1>
      <p className="muted small">{t('ledger.hint')}</p>
      <ul className="cards">
        {mailboxes.map((row) => (
          <Balance key={row.mailbox} row={row} />
        ))}
      </ul>
      {unknown.length > 0 && <UnknownMails unknown={unknown} />}
      <div className="section-actions ledger__filter">
        <Select
          label={t('ledger.mailbox')}
          clearable
          placeholder={t('ledger.all')}
          value={mailbox}
          data={mailboxes.map(({ mailbox, address }) => ({ value: mailbox, label: address }))}
          onChange={setMailbox}
        />
        <Select
          label={t('ledger.verdict')}
          clearable
          placeholder={t('ledger.all')}
          value={verdict}
          data={verdicts.map((one) => ({ value: one, label: t(`ledger.verdicts.${one}`) }))}
          onChange={(chosen) => setVerdict(verdicts.find((one) => one === chosen) ?? null)}
        />
      </div>
      <Mails mailbox={mailbox} verdict={verdict} />
    </div>
  );
}

function Balance({ row }: { row: LedgerSummary['mailboxes'][number] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const isComplete = row.undecided === 0 && row.folders.every(({ missing }) => missing === 0);
  const StateIcon = isComplete ? IconCircleCheck : IconAlertTriangle;
  return (
    <li className="card" data-state={isComplete ? 'well' : 'failing'}>
      <header className="card__head">
        <StateIcon size={18} aria-hidden />
        <h2>{row.address}</h2>
        <span className="card__state">{t(isComplete ? 'ledger.complete' : 'ledger.open')}</span>
      </header>
      <p>
        {t('ledger.balance', {
          server: row.serverCount === null ? '–' : format.number(row.serverCount),
          taken: format.number(row.taken),
          undecided: format.number(row.undecided),
        })}
      </p>
      <p className="muted small">
        {Object.entries(row.verdicts)
          .map(([verdict, count]) => `${t(`ledger.verdicts.${verdict as (typeof verdicts)[number]}`)} ${format.number(count)}`)
          .join(' · ')}
      </p>
    </li>
  );
}

function UnknownMails({ unknown }: { unknown: LedgerSummary['unknown'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const settle = useAct('POST /api/ledger/unknown/:id', {
    onDone: (_, { body }) => {
      tell(t(`ledger.settled.${body.found}`));
      refresh((name) => name.startsWith('GET /api/ledger'));
    },
  });
  return (
    <section className="ledger__unknown">
      <h2>{t('ledger.unknown', { count: unknown.length })}</h2>
      <p className="muted small">{t('ledger.unknownHint')}</p>
      <ul className="plain-list">
        {unknown.map((mail) => (
          <li key={mail.id} className="ledger__doubt">
            <span>
              {mail.request ? <Link href={`/requests/${mail.request}`}>{mail.number}</Link> : mail.purpose} · {mail.recipients.join(', ')}
              {mail.handingOverAt && ` · ${format.dateTime(mail.handingOverAt)}`}
            </span>
            {(['sent', 'send-again'] as const).map((found) => (
              <Button
                key={found}
                size="xs"
                variant="default"
                disabled={settle.isPending}
                onClick={() => settle.mutate({ params: { id: mail.id }, body: { found } })}
              >
                {t(`ledger.found.${found}`)}
              </Button>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Mails({ mailbox, verdict }: { mailbox: string | null; verdict: (typeof verdicts)[number] | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { items, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = usePages('GET /api/ledger/mails', {
    query: { limit: 50, ...(mailbox && { mailbox }), ...(verdict && { verdict }) },
  });
  if (isPending) return <Waiting />;
  if (!items) return <Failure error={error} retry={() => void refetch()} />;
  return (
    <>
      <div className="table-frame">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('ledger.received')}</th>
              <th scope="col">{t('ledger.verdict')}</th>
              <th scope="col">{t('ledger.request')}</th>
              <th scope="col" className="table__number">
                {t('ledger.size')}
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map((mail) => (
              <tr key={mail.id}>
                <td>{format.dateTime(mail.receivedAt)}</td>
                <td>
                  {t(`ledger.verdicts.${mail.verdict ?? 'undecided'}`)}
                  {(mail.reason ?? mail.error) && <small className="muted table__sub">{mail.reason ?? mail.error}</small>}
                </td>
                <td>{mail.request && <Link href={`/requests/${mail.request.id}`}>{mail.request.number}</Link>}</td>
                <td className="table__number">{format.size(mail.size)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {hasNextPage && (
        <Button mt="sm" variant="default" size="xs" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('common.more')}
        </Button>
      )}
    </>
  );
}
