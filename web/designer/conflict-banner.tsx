import { Alert, Button, Group } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useFormat } from '../i18n/format.ts';
import type { SaveState } from './draft-keeper.ts';
import { useWords } from './words.ts';

interface ConflictBannerProps {
  conflict: Extract<SaveState, { state: 'conflict' }>;
  onTheirs: () => void;
  onMine: () => void;
}

/** Someone saved a newer draft: a person decides, nothing is overwritten by itself. */
export function ConflictBanner({ conflict, onTheirs, onMine }: ConflictBannerProps) {
  const { t } = useWords();
  const format = useFormat();
  const values = { name: conflict.name ?? t('conflict.someone'), at: format.time(conflict.at) };
  return (
    <Alert color="orange" icon={<IconUsers size={20} aria-hidden />} title={t('conflict.title')} role="alert" radius={0}>
      {t('conflict.text', values)}
      <Group mt="xs" gap="xs">
        <Button size="compact-sm" onClick={onTheirs}>
          {t('conflict.theirs')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onMine}>
          {t('conflict.mine')}
        </Button>
      </Group>
    </Alert>
  );
}
