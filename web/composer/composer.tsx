import { CloseButton } from '@mantine/core';
import { IconCornerUpLeft, IconLock, IconMessageCircleQuestion } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../server/queries.ts';
import { useShortcut } from '../shell/shortcuts.ts';
import { useRequest } from '../request/request-context.ts';
import { NoteEditor } from './note-editor.tsx';
import { ReplyEditor } from './reply-editor.tsx';
import { useStore } from '../shell/external-store.ts';
import { takenBack } from './take-back.ts';
import type { WritingHandle } from './writing-area.tsx';
import './composer.css';

export type Mode = 'reply' | 'note';

/** Reply and note are two things with a text of their own each: colour, icon and words say which one is open, and the button says where it goes. */
export function Composer() {
  const { t } = useTranslation();
  const { request, messages, seenRef, insertRef, composeRef, openDialog } = useRequest();
  const drafts = useApi('GET /api/requests/:id/drafts', { params: { id: request.id } });
  const [mode, setMode] = useState<Mode | null>(null);
  const writingRef = useRef<WritingHandle>(null);
  /** Text to put in as soon as the editor is there. */
  const waitingTextRef = useRef<string | null>(null);
  const back = useStore(takenBack);
  /** The editor reads its draft once: one that came back needs a new editor. */
  const [round, setRound] = useState(0);
  const mayReply = request.actions.reply;
  const mine = drafts.data?.mine;
  const kept = (type: Mode) => mine?.find((draft) => draft.type === type) ?? null;

  function open(next: Mode): void {
    setMode(next);
    writingRef.current?.focus();
  }
  const reopen = useEffectEvent(() => {
    seenRef.current = back?.seen ?? seenRef.current;
    takenBack.set(null);
    setRound((now) => now + 1);
    setMode('reply');
  });
  // Until the conversation is fetched again it counts the answer as seen, which then could not be sent past.
  const isGone = back !== null && request.lastMessage !== back.message && messages.every(({ id }) => id !== back.message);
  const isDraftHere = back?.request === request.id && isGone && !drafts.isFetching && kept('reply') !== null;
  useEffect(() => {
    if (!isDraftHere) return undefined;
    const turn = setTimeout(() => reopen());
    return () => clearTimeout(turn);
  }, [isDraftHere]);
  useShortcut('reply', mayReply ? () => open('reply') : undefined);
  useShortcut('note', () => open('note'));
  useEffect(() => {
    composeRef.current = (next) => setMode(next);
    insertRef.current = (text) => {
      if (writingRef.current) writingRef.current.insert(text);
      else {
        waitingTextRef.current = text;
        setMode(mayReply ? 'reply' : 'note');
      }
    };
    return () => {
      composeRef.current = null;
      insertRef.current = null;
    };
  }, [composeRef, insertRef, mayReply]);

  if (!mine) return null;
  const shared = { writingRef, waitingTextRef, onDone: () => setMode(null) };
  return (
    <section className="composer" data-mode={mode ?? 'closed'} aria-label={t('composer.label')}>
      <div className="composer__tabs" role="group" aria-label={t('composer.label')}>
        {mayReply && (
          <button
            type="button"
            className="composer__tab"
            data-mode="reply"
            aria-pressed={mode === 'reply'}
            aria-keyshortcuts="r"
            onClick={() => open('reply')}
          >
            <IconCornerUpLeft size={17} aria-hidden />
            {t('composer.replyShort')}
            {mode !== 'reply' && kept('reply') && <span className="composer__draft">{t('composer.draft')}</span>}
          </button>
        )}
        <button
          type="button"
          className="composer__tab"
          data-mode="note"
          aria-pressed={mode === 'note'}
          aria-keyshortcuts="i"
          onClick={() => open('note')}
        >
          <IconLock size={17} aria-hidden />
          {t('composer.note')}
          {mode !== 'note' && kept('note') && <span className="composer__draft">{t('composer.draft')}</span>}
        </button>
        {request.actions.askExpert && (
          <button type="button" className="composer__tab" aria-keyshortcuts="f" onClick={() => openDialog('ask-expert')}>
            <IconMessageCircleQuestion size={17} aria-hidden />
            {t('actions.askExpert')}
          </button>
        )}
        {!mayReply && mode === null && <span className="composer__hint muted">{t('composer.closedHint')}</span>}
        {mode && <CloseButton className="composer__close" aria-label={t('composer.collapse')} onClick={() => setMode(null)} />}
      </div>
      {mode === 'reply' && <ReplyEditor key={round} kept={kept('reply')} {...shared} />}
      {mode === 'note' && <NoteEditor kept={kept('note')} {...shared} />}
    </section>
  );
}
