import { Button } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Drafts } from '../../api/types.ts';
import { refreshRequest, useAct } from '../server/queries.ts';
import { tell } from '../shell/toasts.tsx';
import { useRequest } from '../request/request-context.ts';
import { DraftState } from './draft-state.tsx';
import { newKey } from './new-key.ts';
import { useDraft } from './use-draft.ts';
import { WritingArea, type WritingHandle } from './writing-area.tsx';

export interface EditorProps {
  kept: Drafts['mine'][number] | null;
  writingRef: React.RefObject<WritingHandle | null>;
  waitingTextRef: React.RefObject<string | null>;
  onDone: () => void;
}

const empty = { text: '' };
const isEmpty = ({ text }: { text: string }): boolean => !text.trim();

/** A note never leaves the house: another colour, another button, no recipients anywhere. */
export function NoteEditor({ kept, writingRef, waitingTextRef, onDone }: EditorProps) {
  const { t } = useTranslation();
  const { request } = useRequest();
  const draft = useDraft({ request: request.id, type: 'note', kept, initial: empty, isEmpty });
  const key = useRef({ text: '', value: '' });
  const save = useAct('POST /api/requests/:id/notes', {
    onDone: () => {
      draft.clear({ onServer: false });
      tell(t('composer.noteSaved'));
      refreshRequest(request.id);
      onDone();
    },
  });
  function submit(): void {
    const text = draft.content.text.trim();
    if (!text || save.isPending) return;
    // The same text sent again after a cut line is the same note.
    if (key.current.text !== text) key.current = { text, value: newKey() };
    // Saving the note ends the draft on the server: a late write would bring it back.
    void draft.flush().then(() => save.mutate({ params: { id: request.id }, body: { text }, key: key.current.value }));
  }
  return (
    <div className="editor" data-mode="note">
      <p className="editor__banner">
        <IconLock size={15} aria-hidden /> {t('composer.noteBanner')}
      </p>
      <WritingArea
        ref={writingRef}
        mode="note"
        value={draft.content.text}
        onChange={(text) => draft.change({ text })}
        onSend={submit}
        waitingTextRef={waitingTextRef}
      />
      <footer className="editor__foot">
        <DraftState saving={draft.saving} onDiscard={() => draft.clear({ onServer: true })} />
        <Button
          className="note-button"
          leftSection={<IconLock size={16} aria-hidden />}
          loading={save.isPending}
          disabled={isEmpty(draft.content)}
          onClick={submit}
        >
          {t('composer.saveNote')}
        </Button>
      </footer>
    </div>
  );
}
