import {
  useEffect,
  useEffectEvent,
  useId,
  useImperativeHandle,
  useRef,
  useState,
  type DragEvent,
  type KeyboardEvent,
  type Ref,
  type RefObject,
} from 'react';
import { useTranslation } from 'react-i18next';
import type { Answer } from '../../api/types.ts';
import { answerDrag, textOfDrag } from '../answers/drag.ts';
import { nextPlaceholder } from './send-guard.ts';
import { slashQuery } from './slash.ts';
import { SlashPopup, useSlashAnswers } from './slash-popup.tsx';

export interface WritingHandle {
  insert: (text: string) => void;
  focus: () => void;
  /** Selects the next thing to fill in. */
  nextGap: () => void;
}

interface WritingAreaProps {
  ref: Ref<WritingHandle>;
  mode: 'reply' | 'note';
  value: string;
  onChange: (text: string) => void;
  onSend: (andNext: boolean) => void;
  waitingTextRef: RefObject<string | null>;
  /** Files that were dropped or pasted; without it they are not taken. */
  onFiles?: (files: File[]) => void;
}

/** The text itself, with standard answers by `/` at the start of a word and by dropping them in. Undo works as in any field. */
export function WritingArea({ ref, mode, value, onChange, onSend, waitingTextRef, onFiles }: WritingAreaProps) {
  const { t } = useTranslation();
  const popupId = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState(0);
  const [dismissed, setDismissed] = useState<number | null>(null);
  const [active, setActive] = useState(0);
  const [isOver, setOver] = useState(false);
  const slash = slashQuery(value, caret);
  const isAsking = slash !== null && slash.start !== dismissed;
  const found = useSlashAnswers(isAsking ? slash.query : null);
  const chosen = found[Math.min(active, found.length - 1)];

  function put(text: string, start: number, end: number): void {
    const element = area.current;
    if (!element) return;
    element.focus();
    element.setSelectionRange(start, end);
    // Deprecated, but the only way that keeps the field's own undo.
    if (!document.execCommand('insertText', false, text)) {
      element.setRangeText(text, start, end, 'end');
      onChange(element.value);
    }
    const gap = nextPlaceholder(text, 0);
    if (gap) element.setSelectionRange(start + gap.start, start + gap.end);
    setCaret(element.selectionStart);
  }
  const handle: WritingHandle = {
    insert: (text) => put(text, area.current?.selectionStart ?? value.length, area.current?.selectionEnd ?? value.length),
    focus: () => area.current?.focus(),
    nextGap: () => {
      const gap = nextPlaceholder(value, area.current?.selectionEnd ?? 0);
      area.current?.focus();
      if (gap) area.current?.setSelectionRange(gap.start, gap.end);
    },
  };
  useImperativeHandle(ref, () => handle);
  const open = useEffectEvent(() => {
    const element = area.current;
    if (!element) return;
    element.focus();
    element.setSelectionRange(element.value.length, element.value.length);
    if (waitingTextRef.current !== null) handle.insert(waitingTextRef.current);
    waitingTextRef.current = null;
  });
  useEffect(() => open(), []);

  function choose(answer: Answer): void {
    if (slash) put(answer.text, slash.start, caret);
    setActive(0);
  }
  function onKey(event: KeyboardEvent): void {
    if ((event.ctrlKey || event.metaKey) && event.key === 'Enter') {
      event.preventDefault();
      onSend(event.shiftKey);
      return;
    }
    if (!isAsking || found.length === 0) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) setActive((now) => (Math.min(now, found.length - 1) + step + found.length) % found.length);
    else if ((event.key === 'Enter' || event.key === 'Tab') && chosen) choose(chosen);
    else if (event.key === 'Escape' && slash) setDismissed(slash.start);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  function onDrop(event: DragEvent): void {
    setOver(false);
    if (onFiles && event.dataTransfer.files.length > 0) {
      event.preventDefault();
      onFiles([...event.dataTransfer.files]);
      return;
    }
    const text = textOfDrag(event.dataTransfer);
    if (text === null) return;
    event.preventDefault();
    const at = offsetAt(area.current, event.clientX, event.clientY) ?? area.current?.selectionStart ?? value.length;
    put(text, at, at);
  }
  return (
    <div className="writing" data-over={isOver || undefined}>
      {isAsking && found.length > 0 && <SlashPopup id={popupId} answers={found} chosen={chosen} onHover={setActive} onChoose={choose} />}
      <textarea
        ref={area}
        className="writing__area"
        rows={6}
        aria-label={t(mode === 'reply' ? 'composer.reply' : 'composer.note')}
        placeholder={t(mode === 'reply' ? 'composer.replyPlaceholder' : 'composer.notePlaceholder')}
        aria-autocomplete="list"
        aria-controls={isAsking && found.length > 0 ? popupId : undefined}
        aria-activedescendant={isAsking && chosen ? `${popupId}-${chosen.id}` : undefined}
        aria-keyshortcuts="Control+Enter"
        value={value}
        onChange={(event) => {
          setCaret(event.currentTarget.selectionStart);
          onChange(event.currentTarget.value);
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onBlur={() => slash && setDismissed(slash.start)}
        onKeyDown={onKey}
        onDragOver={(event) => {
          const { types } = event.dataTransfer;
          if (!types.includes(answerDrag) && !(onFiles && types.includes('Files'))) return;
          event.preventDefault();
          event.dataTransfer.dropEffect = 'copy';
          setOver(true);
        }}
        onPaste={(event) => {
          if (!onFiles || event.clipboardData.files.length === 0) return;
          event.preventDefault();
          onFiles([...event.clipboardData.files]);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      />
      {isOver && <div className="writing__drop">{t(`composer.drop.${mode}`)}</div>}
    </div>
  );
}

/** The place in the text under the pointer; null where the browser cannot tell. */
function offsetAt(area: HTMLTextAreaElement | null, x: number, y: number): number | null {
  const position = 'caretPositionFromPoint' in document ? document.caretPositionFromPoint(x, y) : null;
  return position && position.offsetNode === area ? position.offset : null;
}
