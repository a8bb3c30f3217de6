import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { MessageCard } from '../request/message-card.tsx';
import type { Hurdle } from './use-send.ts';

interface HurdlesProps {
  hurdle: Hurdle;
  onBack: () => void;
  onNextGap: () => void;
  onDiscard: () => void;
  /** Sends without ending the task. */
  onKeepOpen: () => void;
  /** Goes on with what was agreed to here. */
  onGoOn: (agreed: { guard?: boolean; takeOver?: boolean; seenMessage?: string }) => void;
}

/** What stands between the text and its sending, above the kept text. The way back has the focus. */
export function Hurdles({ hurdle, onBack, onNextGap, onDiscard, onKeepOpen, onGoOn }: HurdlesProps) {
  const { t } = useTranslation();
  switch (hurdle.type) {
    case 'guard':
      return (
        <Notice
          title={t('composer.guardTitle')}
          actions={
            <>
              <Button size="xs" autoFocus onClick={hurdle.concerns.some(({ type }) => type === 'placeholder') ? onNextGap : onBack}>
                {t(hurdle.concerns.some(({ type }) => type === 'placeholder') ? 'composer.nextGap' : 'composer.guardBack')}
              </Button>
              {!hurdle.blocked && (
                <Button size="xs" variant="default" onClick={() => onGoOn({ guard: true })}>
                  {t('composer.guardSend')}
                </Button>
              )}
            </>
          }
        >
          <ul>
            {hurdle.concerns.map((concern) => (
              <li key={concern.type === 'placeholder' ? concern.text : concern.word}>
                {concern.type === 'placeholder'
                  ? t('composer.guardPlaceholder', { text: concern.text })
                  : t('composer.guardAttachment', { word: concern.word })}
              </li>
            ))}
          </ul>
          {hurdle.blocked && <p>{t('composer.guardBlocked')}</p>}
        </Notice>
      );
    case 'moved-on':
      return (
        <Notice
          title={t('composer.movedTitle')}
          actions={
            <>
              <Button size="xs" autoFocus onClick={onBack}>
                {t('composer.movedEdit')}
              </Button>
              <Button size="xs" variant="default" onClick={() => onGoOn({ guard: true, takeOver: true, ...seenIn(hurdle) })}>
                {t('composer.movedSend')}
              </Button>
              <Button size="xs" variant="subtle" color="red" onClick={onDiscard}>
                {t('composer.discard')}
              </Button>
            </>
          }
        >
          <p>{t('composer.movedHint')}</p>
          {hurdle.messages.map((message) => (
            <MessageCard key={message.id} message={message} />
          ))}
        </Notice>
      );
    case 'take-over':
      return (
        <Notice
          title={t('composer.takeTitle', { name: hurdle.name })}
          actions={
            <>
              <Button size="xs" autoFocus onClick={onBack}>
                {t('composer.guardBack')}
              </Button>
              <Button size="xs" variant="default" onClick={() => onGoOn({ guard: true, takeOver: true })}>
                {t('composer.takeAndSend')}
              </Button>
            </>
          }
        >
          <p>{t('composer.takeHint')}</p>
        </Notice>
      );
    case 'form':
      return (
        <Notice
          title={t('composer.formTitle')}
          actions={
            <>
              <Button size="xs" onClick={onBack}>
                {t('composer.guardBack')}
              </Button>
              <Button size="xs" variant="default" onClick={onKeepOpen}>
                {t('composer.outcome.open')}
              </Button>
            </>
          }
        >
          <p>{t('composer.formHint')}</p>
        </Notice>
      );
    default:
      return hurdle;
  }
}

const seenIn = ({ messages }: { messages: { id: string }[] }): { seenMessage?: string } => {
  const last = messages.at(-1)?.id;
  return last ? { seenMessage: last } : {};
};

function Notice({ title, actions, children }: { title: string; actions: ReactNode; children: ReactNode }) {
  return (
    <section className="hurdle" role="alert" aria-label={title}>
      <IconAlertTriangle size={18} aria-hidden />
      <div>
        <strong>{title}</strong>
        <div className="hurdle__text">{children}</div>
        <div className="hurdle__actions">{actions}</div>
      </div>
    </section>
  );
}
