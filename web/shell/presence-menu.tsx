import { Menu } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { channelName } from '../inbox/marks.tsx';
import { presences, useChoosePresence } from '../session/choose-presence.ts';
import { presenceReason } from '../session/presence-reason.ts';
import { useMe } from '../session/session.ts';

const breaks = ['lunch', 'meeting', 'training'] as const;

/** Am I there, and why not? */
export default function PresenceMenu({ narrow }: { narrow: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const me = useMe();
  const choose = useChoosePresence();
  const details = [
    me.presenceReason && presenceReason(t, me.presenceReason),
    me.presence === 'after-work' && me.presenceUntil && t('presence.until', { at: format.time(me.presenceUntil) }),
  ].filter(Boolean);
  return (
    <Menu position="right-end" width={290}>
      <Menu.Target>
        <button type="button" className="rail__item" aria-label={t('presence.label', { state: t(`presence.${me.presence}`) })}>
          <span className="presence-dot" data-presence={me.presence} aria-hidden />
          {!narrow && (
            <span className="rail__label">
              {[t(`presence.${me.presence}`), ...details].join(' · ')}
              <small>{t('presence.load', { load: me.load, capacity: me.capacity })}</small>
              {me.channels.map(({ channel, load, capacity }) => (
                <small key={channel}>{t('presence.channelLoad', { channel: channelName(t, channel), load, capacity })}</small>
              ))}
            </span>
          )}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {presences.map((state) => (
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
        <Menu.Divider />
        <Menu.Label>{t('presence.breakFor')}</Menu.Label>
        {breaks.map((reason) => (
          <Menu.Item
            key={reason}
            leftSection={<span className="presence-dot" data-presence="paused" aria-hidden />}
            aria-current={me.presence === 'paused' && me.presenceReason === reason}
            onClick={() => choose('paused', reason)}
          >
            {presenceReason(t, reason)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
