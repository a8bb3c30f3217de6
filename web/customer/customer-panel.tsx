import { IconUserQuestion } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { CustomerDetail } from '../../api/types.ts';
import { ClassBadge } from '../inbox/marks.tsx';
import { useFormat } from '../i18n/format.ts';
import { useApi } from '../server/queries.ts';
import { Failure, Waiting } from '../shell/states.tsx';
import { ClassChoice } from './class-choice.tsx';
import { CustomerFacts } from './customer-facts.tsx';
import { CustomerRecords } from './customer-records.tsx';
import { RequestLinks } from './request-links.tsx';
import './customer.css';

interface CustomerPanelProps {
  customer: string | null;
  /** The sender's address, for whom nobody is known. */
  address: string | null;
  /** The request beside, left out of the open ones. */
  current?: string;
}

/** Who writes: data, open requests, orders, contracts, receivables, earlier requests. */
export function CustomerPanel({ customer, address, current }: CustomerPanelProps) {
  const { t } = useTranslation();
  const detail = useApi('GET /api/customers/:id', { params: { id: customer ?? '' } }, { enabled: customer !== null });
  if (customer === null) {
    return (
      <div className="panel-section">
        <h2 className="panel-title">
          <IconUserQuestion size={18} aria-hidden /> {t('customer.unknown')}
        </h2>
        {address && <p className="muted small">{t('customer.unknownHint', { address })}</p>}
      </div>
    );
  }
  if (detail.isPending) return <Waiting />;
  if (!detail.data) return <Failure error={detail.error} retry={() => void detail.refetch()} />;
  return <CustomerSheet customer={detail.data} {...(current && { current })} />;
}

export function CustomerSheet({ customer, current }: { customer: CustomerDetail; current?: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const open = customer.open.filter(({ id }) => id !== current);
  return (
    <div className="panel-section">
      <h2 className="panel-title">
        <ClassBadge value={customer.class} />
        <Link href={`/customers/${customer.id}`}>{customer.name}</Link>
      </h2>
      <p className="muted small">{t('customer.since', { at: format.date(customer.since) })}</p>
      <CustomerFacts customer={customer} />
      <ClassChoice customer={customer} />
      <RequestLinks title={t('customer.open')} requests={open} />
      <CustomerRecords customer={customer} />
      <RequestLinks title={t('customer.history')} requests={customer.history} />
    </div>
  );
}
