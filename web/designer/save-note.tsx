import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCloudUpload, IconPencil } from '@tabler/icons-react';
import { useFormat } from '../i18n/format.ts';
import { problemText } from '../server/problem-text.ts';
import type { SaveState } from './draft-keeper.ts';
import { useWords } from './words.ts';

/** Whether the draft is saved: said in words, read aloud, and never "saved" when it is not. */
export function SaveNote({ save, onRetry }: { save: SaveState; onRetry: () => void }) {
  const { t } = useWords();
  const format = useFormat();
  const size = { size: 16, 'aria-hidden': true } as const;
  return (
    <div className="save-note" role="status" data-state={save.state}>
      {save.state === 'saved' && (
        <>
          <IconCheck {...size} /> {t('save.saved', { at: format.time(save.at) })}
        </>
      )}
      {save.state === 'saving' && (
        <>
          <IconCloudUpload {...size} /> {t('save.saving')}
        </>
      )}
      {(save.state === 'unsaved' || save.state === 'conflict') && (
        <>
          <IconPencil {...size} /> {t('save.unsaved')}
        </>
      )}
      {save.state === 'failed' && (
        <>
          <IconAlertTriangle {...size} /> {t('save.failed', { reason: problemText(save.reason) })}
          <Button size="compact-sm" variant="default" onClick={onRetry}>
            {t('save.retry')}
          </Button>
        </>
      )}
      {save.state === 'clean' && <span className="muted">{t('save.clean')}</span>}
    </div>
  );
}
