import { TagsInput, TextInput } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Json } from '../../domain/process/types.ts';
import { useFormat } from '../i18n/format.ts';
import { useNextTask } from '../inbox/next-task.tsx';
import { usePreferences } from '../preferences/preferences.ts';
import { useShortcut } from '../shell/shortcuts.ts';
import { tell } from '../shell/toasts.tsx';
import { useRequest } from '../request/request-context.ts';
import { DeadRecipients } from './dead-recipients.tsx';
import { AttachButton, DraftFiles, useUploads } from './draft-files.tsx';
import { DraftState } from './draft-state.tsx';
import { Hurdles } from './hurdles.tsx';
import type { EditorProps } from './note-editor.tsx';
import { PromiseField } from './promise-field.tsx';
import { replyRecipients } from './recipients.ts';
import { SendButton } from './send-button.tsx';
import { takeBack } from './take-back.ts';
import type { DraftFile } from './upload-file.ts';
import { useDraft } from './use-draft.ts';
import { useSend, type Outcome, type Reply } from './use-send.ts';
import { WritingArea } from './writing-area.tsx';

type Content = Reply & { [key: string]: Json };
const isEmpty = ({ text, files }: Reply): boolean => !text.trim() && files.length === 0;

/** An answer to the customer: whom it goes to is always in sight. */
export function ReplyEditor({ kept, writingRef, waitingTextRef, onDone }: EditorProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { request, task, messages, close } = useRequest();
  const [{ afterSend }] = usePreferences();
  const nextTask = useNextTask();
  // As it was on opening; a message that comes in later is pointed out before sending.
  const [initial] = useState((): Content => ({ text: '', subject: '', files: [], promiseAt: '', ...replyRecipients(request, messages) }));
  const draft = useDraft<Content>({ request: request.id, type: 'reply', kept, initial, isEmpty });
  const [outcome, setOutcome] = useState<Outcome>(task ? 'answered' : 'open');
  const after = useRef(afterSend);
  const { content } = draft;

  const changeFiles = (change: (files: DraftFile[]) => DraftFile[]): void => draft.changeBy((now) => ({ files: change(now.files) }));
  const uploads = useUploads({ request: request.id, onChange: changeFiles });

  /** For what has to be agreed to first. */
  const sendAt = useRef<Date | null>(null);
  const { send, hurdle, clearHurdle, isSending } = useSend(draft.flush, ({ message, heldUntil }) => {
    draft.clear({ onServer: false });
    const until = heldUntil === null ? null : new Date(heldUntil);
    if (sendAt.current && until)
      tell(t('composer.scheduled', { at: format.dateTime(until) }), {
        label: t('composer.undo'),
        run: () => void takeBack(request.id, message),
      });
    else if (until) tell(t('composer.sent'), { label: t('composer.undo'), run: () => void takeBack(request.id, message), until });
    else tell(t('composer.sent'));
    onDone();
    if (after.current === 'next') nextTask.take();
    if (after.current === 'list') close();
  });
  function sendAs(at: Date | null = null): void {
    sendAt.current = at;
    void send(content, outcome, {}, at);
  }

  function sendAnd(next: boolean): void {
    after.current = next ? 'next' : afterSend;
    sendAs();
  }
  // Also from the form beside it, whose step ends with the answer.
  const isWritten = content.text.trim() !== '';
  useShortcut('send', isWritten ? () => sendAnd(false) : undefined);
  useShortcut('sendAndNext', isWritten ? () => sendAnd(true) : undefined);

  return (
    <div className="editor" data-mode="reply">
      {kept?.outdated && (
        <p className="editor__outdated">
          <IconAlertCircle size={15} aria-hidden /> {t('composer.outdated')}
        </p>
      )}
      {hurdle && (
        <Hurdles
          hurdle={hurdle}
          onBack={() => {
            clearHurdle();
            writingRef.current?.focus();
          }}
          onNextGap={() => {
            clearHurdle();
            writingRef.current?.nextGap();
          }}
          onDiscard={() => {
            clearHurdle();
            draft.clear({ onServer: true });
            tell(t('composer.discarded'));
            onDone();
          }}
          onKeepOpen={() => {
            setOutcome('open');
            void send(content, 'open', { guard: true }, sendAt.current);
          }}
          onGoOn={(agreed) => void send(content, outcome, agreed, sendAt.current)}
        />
      )}
      <Recipients
        content={content}
        onChange={draft.change}
        subject={request.subject}
        byMail={request.channel === 'mail' || request.channel === 'form'}
      />
      <DeadRecipients to={[...content.to, ...content.cc]} />
      <WritingArea
        ref={writingRef}
        mode="reply"
        value={content.text}
        onChange={(text) => draft.change({ text })}
        onSend={sendAnd}
        waitingTextRef={waitingTextRef}
        onFiles={(files) => void uploads.add(files)}
      />
      <DraftFiles request={request.id} files={content.files} onChange={changeFiles} running={uploads.running} />
      <footer className="editor__foot">
        <span className="editor__tools">
          <AttachButton onFiles={(files) => void uploads.add(files)} />
          {task && (
            <PromiseField
              value={content.promiseAt}
              disabled={isSending}
              onChange={(promiseAt) => {
                draft.change({ promiseAt });
                // Whoever promises something keeps the task.
                if (promiseAt) setOutcome('open');
              }}
            />
          )}
          <DraftState saving={draft.saving} onDiscard={() => draft.clear({ onServer: true })} />
        </span>
        <SendButton
          to={content.to}
          outcome={outcome}
          hasTask={task !== null}
          busy={isSending}
          disabled={!content.text.trim() || uploads.running.length > 0}
          onOutcome={(chosen) => {
            setOutcome(chosen);
            if (chosen !== 'open') draft.change({ promiseAt: '' });
          }}
          onAfter={(chosen) => (after.current = chosen)}
          onSend={() => sendAs()}
          onSendAt={sendAs}
        />
      </footer>
    </div>
  );
}

interface RecipientsProps {
  content: Content;
  onChange: (change: Partial<Content>) => void;
  /** The request's; the answer has it too unless it gets one of its own. */
  subject: string;
  byMail: boolean;
}

function Recipients({ content, onChange, subject, byMail }: RecipientsProps) {
  const { t } = useTranslation();
  const [hasCc, setCc] = useState(content.cc.length > 0);
  const [hasSubject, setSubject] = useState(content.subject !== '');
  return (
    <div className="recipients">
      <label htmlFor="composer-to">{t('composer.to')}</label>
      <TagsInput
        id="composer-to"
        variant="unstyled"
        size="sm"
        splitChars={[',', ';', ' ']}
        value={content.to}
        onChange={(to) => onChange({ to })}
      />
      {hasCc ? (
        <>
          <label htmlFor="composer-cc">{t('composer.cc')}</label>
          <TagsInput
            id="composer-cc"
            variant="unstyled"
            size="sm"
            splitChars={[',', ';', ' ']}
            value={content.cc}
            onChange={(cc) => onChange({ cc })}
          />
        </>
      ) : (
        <button type="button" className="link-button" aria-label={t('composer.addCc')} onClick={() => setCc(true)}>
          {t('composer.cc')}
        </button>
      )}
      {byMail && !hasSubject && (
        <button type="button" className="link-button" aria-label={t('composer.changeSubject')} onClick={() => setSubject(true)}>
          {t('composer.subject')}
        </button>
      )}
      {byMail && hasSubject && (
        <div className="recipients__subject">
          <label htmlFor="composer-subject">{t('composer.subject')}</label>
          <TextInput
            id="composer-subject"
            variant="unstyled"
            size="sm"
            autoFocus
            maxLength={500}
            placeholder={subject}
            value={content.subject}
            onChange={(event) => onChange({ subject: event.currentTarget.value })}
          />
        </div>
      )}
    </div>
  );
}
