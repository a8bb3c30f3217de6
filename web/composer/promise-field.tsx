import { ActionIcon, Menu, TextInput } from '@mantine/core';
import { IconHandFinger, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { putOffTimes, toLocalInput } from '../request/put-off-times.ts';

interface PromiseFieldProps {
  /** ISO; '' is none. */
  value: string;
  disabled: boolean;
  onChange: (value: string) => void;
}

/** "I will come back to you by …": what the answer says is watched as a promise. */
export function PromiseField({ value, disabled, onChange }: PromiseFieldProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [now] = useState(() => new Date());
  if (value)
    return (
      <span className="promise-field" title={t('composer.promised', { at: format.dateTime(value) })}>
        <IconHandFinger size={15} aria-hidden />
        <span aria-hidden>{format.dateTime(value)}</span>
        <span className="visually-hidden">{t('composer.promised', { at: format.dateTime(value) })}</span>
        <ActionIcon size={26} variant="subtle" aria-label={t('composer.promiseNone')} onClick={() => onChange('')}>
          <IconX size={14} aria-hidden />
        </ActionIcon>
      </span>
    );
  return (
    <Menu width={290} position="top-start">
      <Menu.Target>
        <ActionIcon size={34} variant="default" aria-label={t('composer.promise')} title={t('composer.promise')} disabled={disabled}>
          <IconHandFinger size={17} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('composer.promise')}</Menu.Label>
        {putOffTimes(now).map(({ preset, at }) => (
          <Menu.Item
            key={preset}
            rightSection={<small className="muted">{format.dateTime(at)}</small>}
            onClick={() => onChange(at.toISOString())}
          >
            {t(`actions.putOffPreset.${preset}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <TextInput
          type="datetime-local"
          aria-label={t('actions.putOffCustom')}
          min={toLocalInput(now)}
          onBlur={(event) => {
            const at = new Date(event.currentTarget.value);
            if (at > new Date()) onChange(at.toISOString());
          }}
        />
      </Menu.Dropdown>
    </Menu>
  );
}
