import { ActionIcon } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerDetail } from '../../api/types.ts';
import { tell } from '../shell/toasts.tsx';

/** Number, addresses, phone: what one reads out or copies. */
export function CustomerFacts({ customer }: { customer: CustomerDetail }) {
  const { t } = useTranslation();
  const place = [customer.street, [customer.postalCode, customer.city].filter(Boolean).join(' ')].filter(Boolean).join(', ');
  const facts: [string, string | null][] = [
    [t('customer.number'), customer.number],
    [t('customer.addresses'), customer.addresses.join(', ')],
    [t('customer.phone'), customer.phone],
    [t('customer.address'), place],
    [t('customer.organisation'), customer.organisation],
  ];
  return (
    <dl className="facts">
      {facts.map(([name, value]) =>
        value ? (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {breakable(value)}
              <CopyButton label={`${t('customer.copy')}: ${name}`} text={value} />
            </dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}

/** An address too long for its line breaks after the @. */
function breakable(text: string): ReactNode {
  return text.split(/(?<=@)/).map((part, index) => (
    <Fragment key={part}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}

export function CopyButton({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation();
  // The clipboard exists over HTTPS and on this very machine only.
  if (!('clipboard' in navigator)) return null;
  return (
    <ActionIcon
      className="copy"
      size={24}
      aria-label={label}
      onClick={() => void navigator.clipboard.writeText(text).then(() => tell(t('customer.copied', { text })))}
    >
      <IconCopy size={14} aria-hidden />
    </ActionIcon>
  );
}
