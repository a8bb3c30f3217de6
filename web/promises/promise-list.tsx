import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { PromiseItem } from '../../api/types.ts';
import { useFormat } from '../i18n/format.ts';
import { usePages } from '../server/queries.ts';
import { Failure, Waiting } from '../shell/states.tsx';

interface PromiseListProps {
  period: { from: string; until: string };
  chosen: { kind: string | null; channel: string | null; state: string | null };
}

/** The promises behind one number: what was said, by whom, and what came of it. */
export function PromiseList({ period, chosen: { kind, channel, state } }: PromiseListProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const query = {
    ...period,
    ...(kind !== null && { kind }),
    ...(channel !== null && { channel: channel as PromiseItem['channel'] }),
    ...(state !== null && { state: state as PromiseItem['state'] }),
  };
  const pages = usePages('GET /api/promises', { query });
  if (pages.isPending) return <Waiting />;
  if (pages.error) return <Failure error={pages.error} retry={() => void pages.refetch()} />;
  return (
    <section className="promises__list" aria-label={t('promises.list')}>
      <h2>
        {t('promises.list')} <Link href="/promises">{t('promises.close')}</Link>
      </h2>
      <ul className="plain-list">
        {pages.items?.map((one) => (
          <li key={one.id}>
            <Link href={`/requests/${one.request}`}>
              <strong>{one.subject}</strong> <small className="muted">{one.number}</small>
            </Link>
            <small>
              {t('promises.line', { made: format.dateTime(one.madeAt), due: format.dateTime(one.dueAt) })} ·{' '}
              {t(`request.promiseState.${one.state}`)}
              {one.settledAt && ` (${format.dateTime(one.settledAt)})`}
              {one.account && ` · ${one.account.name}`}
              {one.reason && ` · ${one.reason}`}
            </small>
          </li>
        ))}
      </ul>
      {pages.hasNextPage && (
        <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t('promises.more')}
        </Button>
      )}
    </section>
  );
}
