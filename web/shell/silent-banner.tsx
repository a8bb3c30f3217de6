import { Button } from '@mantine/core';
import { IconMoonStars } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { useAct } from '../server/queries.ts';
import { keepSession, useMe } from '../session/session.ts';

/** The device was silent for so long that its person is taken for away: they are told, and one click brings them back. */
export function SilentBanner() {
  const { t } = useTranslation();
  const format = useFormat();
  const me = useMe();
  const change = useAct('PATCH /api/session', { onDone: keepSession });
  if (me.presence !== 'offline' || me.presenceReason !== 'silent') return null;
  return (
    <div className="shell__banner" role="status">
      <IconMoonStars size={17} aria-hidden /> {t('presence.wasSilent', { at: me.presenceSince ? format.time(me.presenceSince) : '' })}{' '}
      <Button size="compact-xs" loading={change.isPending} onClick={() => change.mutate({ body: { presence: 'available' } })}>
        {t('presence.back')}
      </Button>
    </div>
  );
}
