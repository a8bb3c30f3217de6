import { TagsInput, TextInput } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNextTask } from '../inbox/next-task.tsx';
import { usePreferences } from '../preferences/preferences.ts';
import { tell } from '../shell/toasts.tsx';
import { useRequest } from '../request/request-context.ts';
import { DeadRecipients } from './dead-recipients.tsx';
import { DraftState } from './draft-state.tsx';
import { Hurdles } from './hurdles.tsx';
import type { EditorProps } from './note-editor.tsx';
import { replyRecipients } from './recipients.ts';
import { SendButton } from './send-button.tsx';
import { useDraft } from './use-draft.ts';
import { useSend, type Outcome, type Reply } from './use-send.ts';
import { WritingArea } from './writing-area.tsx';

type Content = Reply & { [key: string]: string | string[] };
const isEmpty = ({ text }: Reply): boolean => !text.trim();

/** An answer to the customer: whom it goes to is always in sight. */
export function ReplyEditor({ kept, writingRef, waitingTextRef, onDone }: EditorProps) {
  const { t } = useTranslation();
  const { request, task, messages, close } = useRequest();
  const [{ afterSend }] = usePreferences();
  const nextTask = useNextTask();
  // As it was on opening; a message that comes in later is pointed out before sending.
  const [initial] = useState((): Content => ({ text: '', subject: '', ...replyRecipients(request, messages) }));
  const draft = useDraft<Content>({ request: request.id, type: 'reply', kept, initial, isEmpty });
  const [outcome, setOutcome] = useState<Outcome>(task ? 'answered' : 'open');
  const after = useRef(afterSend);
  const { content } = draft;

  const { send, hurdle, clearHurdle, isSending } = useSend(draft.flush, () => {
    draft.clear({ onServer: false });
    tell(t('composer.sent'));
    onDone();
    if (after.current === 'next') nextTask.take();
    if (after.current === 'list') close();
  });
  const sendAs = (chosen: Outcome = outcome): void => void send(content, chosen);

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
          onGoOn={(agreed) => void send(content, outcome, agreed)}
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
        onSend={(andNext) => {
          after.current = andNext ? 'next' : afterSend;
          sendAs();
        }}
        waitingTextRef={waitingTextRef}
      />
      <footer className="editor__foot">
        <DraftState saving={draft.saving} onDiscard={() => draft.clear({ onServer: true })} />
        <SendButton
          to={content.to}
          outcome={outcome}
          hasTask={task !== null}
          busy={isSending}
          disabled={isEmpty(content)}
          onOutcome={setOutcome}
          onAfter={(chosen) => (after.current = chosen)}
          onSend={() => sendAs()}
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
