import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CustomerDetail } from '../../api/types.ts';
import { newKey } from '../composer/new-key.ts';
import { refresh, useAct } from '../server/queries.ts';
import { may, useMe } from '../session/session.ts';
import { tell } from '../shell/toasts.tsx';

const classes = ['A', 'B', 'C'] as const;

/** Another class of the customer, by whoever may give it: deadlines and handling of the open requests follow. */
export function ClassChoice({ customer }: { customer: CustomerDetail }) {
  const { t } = useTranslation();
  const mayChange = may(useMe(), 'lead', 'administrator');
  const save = useAct('PUT /api/customers/:id/class', {
    onDone: () => {
      tell(t('customer.classChanged', { count: customer.open.length }));
      refresh((name) => name.includes('/api/customers') || name.includes('/api/requests') || name.includes('/api/tasks'));
    },
  });
  if (!mayChange) return null;
  return (
    <NativeSelect
      label={t('customer.class')}
      size="xs"
      value={customer.class}
      disabled={save.isPending}
      data={[...classes]}
      onChange={({ currentTarget: { value } }) => {
        const chosen = classes.find((one) => one === value);
        if (chosen) save.mutate({ params: { id: customer.id }, body: { class: chosen }, key: newKey() });
      }}
    />
  );
}
