import { ActionIcon, Button, Menu, TextInput } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { putOffTimes, toLocalInput } from '../request/put-off-times.ts';

interface SendLaterProps {
  label: string;
  disabled: boolean;
  onChoose: (at: Date) => void;
}

/** When an answer goes out instead of now. */
export function SendLater({ label, disabled, onChoose }: SendLaterProps) {
  const [isOpen, setOpen] = useState(false);
  function choose(at: Date): void {
    setOpen(false);
    onChoose(at);
  }
  return (
    <Menu width={290} position="top-end" opened={isOpen} onChange={setOpen}>
      <Menu.Target>
        <ActionIcon size={34} variant="default" aria-label={label} title={label} disabled={disabled}>
          <IconClock size={17} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{label}</Menu.Label>
        {isOpen && <Times onChoose={choose} />}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Mornings at eight and the like, or any other time. */
function Times({ onChoose }: Pick<SendLaterProps, 'onChoose'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const [now] = useState(() => new Date());
  const [own, setOwn] = useState('');
  const chosen = new Date(own);
  const isValid = !Number.isNaN(chosen.getTime()) && chosen > now;
  return (
    <>
      {putOffTimes(now).map(({ preset, at }) => (
        <Menu.Item key={preset} onClick={() => onChoose(at)} rightSection={<small className="muted">{format.dateTime(at)}</small>}>
          {t(`actions.putOffPreset.${preset}`)}
        </Menu.Item>
      ))}
      <Menu.Divider />
      <form
        className="send-later__own"
        onSubmit={(event) => {
          event.preventDefault();
          if (isValid) onChoose(chosen);
        }}
      >
        <TextInput
          type="datetime-local"
          aria-label={t('actions.putOffCustom')}
          min={toLocalInput(now)}
          value={own}
          onChange={(event) => setOwn(event.currentTarget.value)}
        />
        <Button type="submit" size="xs" disabled={!isValid}>
          {t('composer.schedule')}
        </Button>
      </form>
    </>
  );
}
