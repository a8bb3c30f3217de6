import { Button } from '@mantine/core';
import { IconSearchOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { RequestItem } from '../../api/types.ts';
import { ClassBadge } from '../inbox/marks.tsx';
import { useFormat } from '../i18n/format.ts';
import { useApi, usePages } from '../server/queries.ts';
import { Empty, Failure, Waiting } from '../shell/states.tsx';
import type { StateFilter } from './search-page.tsx';

export function CustomerResults({ search }: { search: string }) {
  const { t } = useTranslation();
  const found = useApi('GET /api/customers', { query: { search } }, { keep: true });
  const customers = found.data?.items ?? [];
  if (customers.length === 0) return null;
  return (
    <section>
      <h2 className="search__group">{t('search.customers')}</h2>
      <ul className="plain-list">
        {customers.slice(0, 5).map((customer) => (
          <li key={customer.id}>
            <Link className="result" href={`/customers/${customer.id}`}>
              <span className="result__title">
                <ClassBadge value={customer.class} /> <span className="truncate">{customer.name}</span>
              </span>
              <small className="muted truncate">
                {[customer.number, customer.city, t('search.open', { count: customer.openRequests })].filter(Boolean).join(' · ')}
              </small>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface RequestResultsProps {
  search: string;
  state: StateFilter;
  current: string | undefined;
  suffix: string;
}

export function RequestResults({ search, state, current, suffix }: RequestResultsProps) {
  const { t } = useTranslation();
  const { items, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = usePages('GET /api/requests', {
    query: { limit: 50, ...(search && { search }), ...(state !== 'all' && { status: state }) },
  });
  if (isPending) return <Waiting />;
  if (!items) return <Failure error={error} retry={() => void refetch()} />;
  if (items.length === 0)
    return <Empty title={t('search.nothing')} hint={t('search.nothingHint')} icon={<IconSearchOff size={28} stroke={1.4} aria-hidden />} />;
  return (
    <section>
      <h2 className="search__group">{t('search.requests')}</h2>
      <ul className="plain-list">
        {items.map((item) => (
          <li key={item.id}>
            <Result item={item} href={`/search/${item.id}${suffix}`} isCurrent={item.id === current} />
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <Button className="search__more" variant="default" size="xs" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('common.more')}
        </Button>
      )}
    </section>
  );
}

function Result({ item, href, isCurrent }: { item: RequestItem; href: string; isCurrent: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Link className="result" href={href} aria-current={isCurrent ? 'true' : undefined}>
      <span className="result__title">
        <span className="truncate">{item.subject}</span>
        <span className="result__state" data-status={item.status}>
          {t(`request.status.${item.status}`)}
        </span>
      </span>
      {item.excerpt && <Excerpt text={item.excerpt} />}
      <small className="muted truncate">
        {item.number} · {item.customer.name || t('common.unknownCustomer')} · {format.date(item.updatedAt)}
      </small>
    </Link>
  );
}

/** Hits stand between ⟪ and ⟫. */
function Excerpt({ text }: { text: string }) {
  const parts = text.split(/[⟪⟫]/);
  return (
    <span className="result__excerpt">
      {parts.map((part, index) => (index % 2 === 1 ? <mark key={`${index}${part}`}>{part}</mark> : part))}
    </span>
  );
}
