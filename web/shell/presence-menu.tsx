import { Menu } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Session } from '../../api/types.ts';
import { useAct } from '../server/queries.ts';
import { keepSession, useMe } from '../session/session.ts';

const states = ['available', 'paused', 'offline'] as const;

/** Am I there? Becoming available brings work. Shown at once, taken back if the server refuses. */
export default function PresenceMenu({ narrow }: { narrow: boolean }) {
  const { t } = useTranslation();
  const me = useMe();
  const change = useAct('PATCH /api/session', { onDone: keepSession });
  function choose(presence: Session['presence']): void {
    keepSession({ ...me, presence });
    change.mutate({ body: { presence } }, { onError: () => keepSession(me) });
  }
  return (
    <Menu position="right-end" width={290}>
      <Menu.Target>
        <button type="button" className="rail__item" aria-label={t('presence.label', { state: t(`presence.${me.presence}`) })}>
          <span className="presence-dot" data-presence={me.presence} aria-hidden />
          {!narrow && (
            <span className="rail__label">
              {t(`presence.${me.presence}`)}
              <small>{t('presence.load', { load: me.load, capacity: me.capacity })}</small>
            </span>
          )}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {states.map((state) => (
          <Menu.Item
            key={state}
            leftSection={<span className="presence-dot" data-presence={state} aria-hidden />}
            rightSection={me.presence === state ? <IconCheck size={16} aria-hidden /> : null}
            aria-current={me.presence === state}
            onClick={() => choose(state)}
          >
            <strong className="presence-name">{t(`presence.${state}`)}</strong>
            <small className="muted">{t(`presence.hints.${state}`)}</small>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
