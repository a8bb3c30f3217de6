import { ActionIcon, Tooltip } from '@mantine/core';
import { IconCloudCheck, IconCloudOff, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import type { Saving } from './draft-keeper.ts';

/** Whether the text is safe on the server. Says "saved" only when it is. */
export function DraftState({ saving, onDiscard }: { saving: Saving; onDiscard: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (saving.state === 'clean') return <span className="draft-state" />;
  return (
    <span className="draft-state" data-state={saving.state}>
      {saving.state === 'saved' && (
        <>
          <IconCloudCheck size={16} aria-hidden /> <span>{t('composer.saved', { at: format.time(saving.at) })}</span>
        </>
      )}
      {saving.state === 'saving' && <span>{t('composer.saving')}</span>}
      {saving.state === 'failed' && (
        <>
          <IconCloudOff size={16} aria-hidden /> <span title={t('composer.unsaved')}>{t('composer.unsaved')}</span>
        </>
      )}
      <Tooltip label={t('composer.discard')}>
        <ActionIcon size={26} aria-label={t('composer.discard')} onClick={onDiscard}>
          <IconTrash size={15} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </span>
  );
}
