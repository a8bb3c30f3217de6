import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconArrowLeft, IconHistory, IconUpload } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import type { Finding } from '../../api/types.ts';
import { ConflictBanner } from './conflict-banner.tsx';
import { DefinitionState } from './definition-state.tsx';
import { ProblemsPanel } from './problems-panel.tsx';
import { PublishDialog } from './publish-dialog.tsx';
import { SaveNote } from './save-note.tsx';
import type { OpenDraft } from './use-draft.ts';
import { VersionsDrawer } from './versions-drawer.tsx';
import { useWords } from './words.ts';

export interface History {
  canUndo: boolean;
  canRedo: boolean;
  undo: () => void;
  redo: () => void;
}

interface EditorFrameProps {
  open: OpenDraft;
  history?: History | null;
  tools?: ReactNode;
  /** Shows the place of a problem; false where the editor has no such place. */
  onProblem?: (finding: Finding) => void;
  children: ReactNode;
}

/** What all editors share: title and state in words, honest saving, undo, problems, versions, publishing. */
export function EditorFrame({ open, history, tools, onProblem, children }: EditorFrameProps) {
  const { t } = useWords();
  const [shown, show] = useState<'publish' | 'versions' | null>(null);
  const { draft } = open;
  const close = (): void => show(null);
  return (
    <div className="editor">
      <header className="editor__head">
        <Tooltip label={t('back')}>
          <ActionIcon component={Link} href="/designer" aria-label={t('back')} size="lg">
            <IconArrowLeft size={19} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <div className="editor__title">
          <h1>{draft.title}</h1>
          <DefinitionState definition={draft} save={open.save} />
        </div>
        <SaveNote save={open.save} onRetry={() => void open.flush()} />
        <div className="editor__actions">
          {tools}
          {history && (
            <>
              <Tooltip label={t('undo')}>
                <ActionIcon aria-label={t('undo')} size="lg" disabled={!history.canUndo} onClick={history.undo}>
                  <IconArrowBackUp size={19} aria-hidden />
                </ActionIcon>
              </Tooltip>
              <Tooltip label={t('redo')}>
                <ActionIcon aria-label={t('redo')} size="lg" disabled={!history.canRedo} onClick={history.redo}>
                  <IconArrowForwardUp size={19} aria-hidden />
                </ActionIcon>
              </Tooltip>
            </>
          )}
          <Button variant="default" leftSection={<IconHistory size={17} aria-hidden />} onClick={() => show('versions')}>
            {t('versions.title')}
          </Button>
          <Button
            leftSection={<IconUpload size={17} aria-hidden />}
            onClick={() => void open.flush().then((isSaved) => isSaved && show('publish'))}
          >
            {t('publish')}
          </Button>
        </div>
      </header>
      {open.save.state === 'conflict' && <ConflictBanner conflict={open.save} onTheirs={open.reload} onMine={open.overwrite} />}
      <div className="editor__body">{children}</div>
      <ProblemsPanel findings={open.findings} onSelect={onProblem} definition={draft.key} />
      {shown === 'publish' && <PublishDialog draft={draft} open={open} onClose={close} />}
      {shown === 'versions' && <VersionsDrawer draft={draft} open={open} onClose={close} />}
    </div>
  );
}
