import { Button, Menu } from '@mantine/core';
import { IconArrowBarToUp, IconChevronDown, IconClockPause, IconUserShare, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoardRow } from '../../api/types.ts';
import { usePutOff } from '../inbox/use-put-off.tsx';
import { useShortcut } from '../shell/shortcuts.ts';
import { useIntervene } from './intervene.ts';
import { ReassignDialog } from './reassign-dialog.tsx';

const priorities = ['highest', 'high', 'normal', 'low'] as const;

/** What a lead may do with the picked requests. */
export function InterventionBar({ picked, onAll, onNone }: { picked: BoardRow[]; onAll: () => void; onNone: () => void }) {
  const { t } = useTranslation();
  const { raise } = useIntervene();
  const [isReassigning, setReassigning] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const tasks = [...new Set(picked.flatMap(({ task }) => task ?? []))];
  async function put(first: boolean, priority?: number): Promise<void> {
    setBusy(true);
    if (await raise(tasks, first, priority)) onNone();
    setBusy(false);
  }
  const putOff = usePutOff(picked, onNone);
  const may = tasks.length > 0 && !isBusy;
  useShortcut('assign', may ? () => setReassigning(true) : undefined);
  useShortcut('raise', may ? () => void put(true) : undefined);
  if (picked.length === 0) return null;
  return (
    <footer className="intervention-bar">
      <span className="intervention-bar__count">
        {t('board.picked', { count: picked.length })}
        <Button size="compact-xs" variant="subtle" onClick={onAll}>
          {t('board.pickAll')}
        </Button>
        <Button size="compact-xs" variant="subtle" leftSection={<IconX size={13} aria-hidden />} onClick={onNone}>
          {t('board.pickNone')}
        </Button>
      </span>
      {tasks.length < picked.length && (
        <span className="muted small">{t('board.withoutTask', { count: picked.length - tasks.length })}</span>
      )}
      <Button size="compact-sm" disabled={!may} leftSection={<IconUserShare size={15} aria-hidden />} onClick={() => setReassigning(true)}>
        {t('board.reassign')} <kbd aria-hidden>a</kbd>
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        disabled={!may}
        leftSection={<IconArrowBarToUp size={15} aria-hidden />}
        onClick={() => void put(true)}
      >
        {t('board.raise')} <kbd aria-hidden>p</kbd>
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        disabled={!may}
        loading={putOff.isBusy}
        leftSection={<IconClockPause size={15} aria-hidden />}
        onClick={putOff.ask}
      >
        {t('actions.putOff')} <kbd aria-hidden>s</kbd>
      </Button>
      <Menu position="top-end">
        <Menu.Target>
          <Button size="compact-sm" variant="default" disabled={!may} rightSection={<IconChevronDown size={14} aria-hidden />}>
            {t('board.priority')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {priorities.map((name, index) => (
            <Menu.Item key={name} onClick={() => void put(false, index + 1)}>
              {t(`board.priorities.${name}`)}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item onClick={() => void put(false)}>{t('board.notFirst')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {putOff.dialog}
      {isReassigning && (
        <ReassignDialog
          work={{ tasks }}
          count={tasks.length}
          onClose={(isDone) => {
            setReassigning(false);
            if (isDone) onNone();
          }}
        />
      )}
    </footer>
  );
}
