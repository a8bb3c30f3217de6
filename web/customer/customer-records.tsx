import { useTranslation } from 'react-i18next';
import type { CustomerDetail } from '../../api/types.ts';
import { useFormat } from '../i18n/format.ts';
import { CopyButton } from './customer-facts.tsx';

/** What the back office knows: orders with their parcels, open items, contracts. */
export function CustomerRecords({ customer }: { customer: CustomerDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <Records title={t('customer.orders')} count={customer.orders.length}>
        {customer.orders.map((order) => (
          <li key={order.id} className="record">
            <details>
              <summary>
                <strong>{order.number}</strong>
                <span className="record__state">{order.status}</span>
                <span className="record__sum">{format.money(order.totalCents)}</span>
              </summary>
              <ul className="record__items">
                {order.items.map((item) => (
                  <li key={item.ean}>
                    {format.number(item.quantity)} × {item.title} <span className="muted">{format.money(item.cents)}</span>
                  </li>
                ))}
              </ul>
            </details>
            <small className="muted record__meta">
              <span>
                {format.date(order.orderedAt)}
                {order.tracking && ` · ${t('customer.track', { number: order.tracking, carrier: order.carrier ?? '' })}`}
              </span>
              <CopyButton label={`${t('customer.copy')}: ${order.number}`} text={order.number} />
            </small>
          </li>
        ))}
      </Records>
      <Records title={t('customer.receivables')} count={customer.receivables.length}>
        {customer.receivables.map((item) => {
          const open = item.amountCents - item.paidCents;
          return (
            <li key={item.id} className="record">
              <span className="record__line">
                <strong>{item.invoice}</strong>
                {item.dunningLevel > 0 && (
                  <span className="record__state record__state--bad">{t('customer.dunning', { level: item.dunningLevel })}</span>
                )}
                <span className="record__sum">{open > 0 ? format.money(open) : t('customer.paid')}</span>
              </span>
              <small className="muted">
                {t('customer.due', { at: format.date(item.dueOn) })}
                {open > 0 &&
                  open < item.amountCents &&
                  ` · ${t('customer.openAmount', { amount: format.money(open), total: format.money(item.amountCents) })}`}
              </small>
            </li>
          );
        })}
      </Records>
      <Records title={t('customer.contracts')} count={customer.contracts.length}>
        {customer.contracts.map((contract) => (
          <li key={contract.id} className="record">
            <span className="record__line">
              <strong>{contract.title}</strong>
            </span>
            <small className="muted">
              {contract.number} · {format.date(contract.since)}
              {contract.until && ` ${t('customer.validUntil', { at: format.date(contract.until) })}`}
            </small>
          </li>
        ))}
      </Records>
    </>
  );
}

function Records({ title, count, children }: { title: string; count: number; children: React.ReactNode }) {
  if (count === 0) return null;
  return (
    <section>
      <h3 className="panel-subtitle">
        {title} <span className="muted">{count}</span>
      </h3>
      <ul className="plain-list">{children}</ul>
    </section>
  );
}
