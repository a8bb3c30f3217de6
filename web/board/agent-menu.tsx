import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconUserShare } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Board } from '../../api/types.ts';
import { useIntervene, type Presence } from './intervene.ts';
import { ReassignDialog } from './reassign-dialog.tsx';

const states: Presence[] = ['available', 'paused', 'offline'];

/** What a lead may do about one person: set where they are, hand over what they have. */
export function AgentMenu({ agent }: { agent: Board['agents'][number] }) {
  const { t } = useTranslation();
  const { setPresence } = useIntervene();
  const [isHandingOver, setHandingOver] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  function close(): void {
    setHandingOver(false);
    // The dialog would give the focus back to a menu that is gone.
    setTimeout(() => trigger.current?.focus());
  }
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon ref={trigger} variant="subtle" color="gray" aria-label={t('board.actionsFor', { name: agent.name })}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('board.setPresence')}</Menu.Label>
          {states
            .filter((state) => state !== agent.presence)
            .map((state) => (
              <Menu.Item
                key={state}
                leftSection={<span className="presence-dot" data-presence={state} aria-hidden />}
                onClick={() => void setPresence(agent, state)}
              >
                {t(`presence.${state}`)}
              </Menu.Item>
            ))}
          <Menu.Divider />
          <Menu.Item
            disabled={agent.tasks === 0}
            leftSection={<IconUserShare size={16} aria-hidden />}
            onClick={() => setHandingOver(true)}
          >
            {t('board.handOverAll', { count: agent.tasks })}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isHandingOver && <ReassignDialog work={{ allOf: agent.id }} from={agent} count={agent.tasks} onClose={close} />}
    </>
  );
}
