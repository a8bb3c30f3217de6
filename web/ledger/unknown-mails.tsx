import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { LedgerSummary } from '../../api/types.ts';
import { useFormat } from '../i18n/format.ts';
import { refresh, useAct } from '../server/queries.ts';
import { tell } from '../shell/toasts.tsx';

/** Outgoing mails of which nobody knows whether they left: a person says what became of them. */
export function UnknownMails({ unknown }: { unknown: LedgerSummary['unknown'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const settle = useAct('POST /api/ledger/unknown/:id', {
    onDone: (_, { body }) => {
      tell(t(`ledger.settled.${body.found}`));
      refresh((name) => name.startsWith('GET /api/ledger'));
    },
  });
  return (
    <details className="ledger__unknown">
      <summary>{t('ledger.unknown', { count: unknown.length })}</summary>
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
    </details>
  );
}
