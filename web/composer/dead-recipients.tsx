import { Button } from '@mantine/core';
import { IconMailExclamation } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useRequest } from '../request/request-context.ts';
import { refreshRequest, useAct } from '../server/queries.ts';
import { tell } from '../shell/toasts.tsx';

/** Says before the sending that mail to somebody comes back. A person may write all the same, or know better. */
export function DeadRecipients({ to }: { to: string[] }) {
  const { t } = useTranslation();
  const { request } = useRequest();
  const written = to.map((address) => address.toLowerCase());
  const dead = request.deadAddresses.filter(({ address }) => written.includes(address.toLowerCase()));
  const clear = useAct('POST /api/dead-addresses/clear', {
    onDone: () => {
      tell(t('deadAddress.cleared'));
      refreshRequest(request.id);
    },
  });
  if (dead.length === 0) return null;
  return (
    <div className="editor__outdated" role="alert">
      <IconMailExclamation size={15} aria-hidden />
      {t('deadAddress.warning', { count: dead.length, list: dead.map(({ address }) => address).join(', ') })}
      {dead.map(({ address }) => (
        <Button
          key={address}
          size="compact-xs"
          variant="default"
          loading={clear.isPending}
          onClick={() => clear.mutate({ body: { address } })}
        >
          {t('deadAddress.clear')}
        </Button>
      ))}
    </div>
  );
}
