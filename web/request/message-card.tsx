import {
  IconChevronDown,
  IconChevronRight,
  IconCornerUpLeft,
  IconHelpHexagon,
  IconLock,
  IconMailExclamation,
  IconMessageCircleQuestion,
  IconRobot,
  IconUser,
  type Icon,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../api/types.ts';
import { useFormat } from '../i18n/format.ts';
import { Attachments } from './attachments.tsx';
import { DeliveryState, standingOf } from './delivery-state.tsx';
import { DeliveryTrouble } from './delivery-trouble.tsx';
import { HeldState } from './held-state.tsx';
import { useRequest } from './request-context.ts';
import { HtmlDocument } from './html-document.tsx';
import { PlainText } from './plain-text.tsx';
import { SplitMessage } from './split-message.tsx';
import { SenderWarning } from './sender-warning.tsx';

const icons: Record<Message['type'], Icon> = {
  customer: IconUser,
  agent: IconCornerUpLeft,
  automatic: IconRobot,
  note: IconLock,
  'expert-question': IconMessageCircleQuestion,
  'expert-answer': IconHelpHexagon,
  delivery: IconMailExclamation,
};

/** One message. Icon, word and colour say who speaks to whom; automatic mail is folded, for it is known by its subject. */
export function MessageCard({ message }: { message: Message }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { request } = useRequest();
  const standing = standingOf(message);
  const troubled = standing === 'rejected' || standing === 'unknown' || standing === 'bounced' || standing === 'partial';
  const [isOpen, setOpen] = useState(message.type !== 'automatic' || troubled);
  const [isOriginal, setOriginal] = useState(false);
  const IconOf = icons[message.type];
  const who = message.author.name ?? message.from ?? '';
  const Fold = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <article
      className="message"
      data-type={message.type}
      aria-label={`${t(`conversation.type.${message.type}`)}, ${who}, ${format.dateTime(message.createdAt)}`}
    >
      <header className="message__head">
        <span className="message__type">
          <IconOf size={15} aria-hidden />
          {t(`conversation.type.${message.type}`)}
        </span>
        <span className="message__who truncate" title={message.from ?? undefined}>
          {message.type === 'automatic' ? message.subject : who}
        </span>
        {message.type === 'note' && <span className="message__hint">{t('conversation.noteHint')}</span>}
        <DeliveryState message={message} />
        <time dateTime={message.createdAt} title={format.dateTime(message.createdAt)}>
          {format.time(message.createdAt)}
        </time>
        {message.type === 'automatic' && (
          <button
            type="button"
            className="message__fold"
            aria-expanded={isOpen}
            aria-label={t(isOpen ? 'conversation.collapse' : 'conversation.expand')}
            onClick={() => setOpen(!isOpen)}
          >
            <Fold size={16} aria-hidden />
          </button>
        )}
      </header>
      {isOpen && (
        <div className="message__body">
          {message.type !== 'note' && message.type !== 'customer' && message.to.length > 0 && (
            <p className="message__to">
              {t('conversation.to', { list: message.to.join(', ') })}
              {message.cc.length > 0 && ` · ${t('conversation.cc', { list: message.cc.join(', ') })}`}
            </p>
          )}
          <SenderWarning message={message} />
          {message.protection && (
            <p className="muted message__protection">
              <IconLock size={14} aria-hidden /> {t(`mail.protection.${message.protection}`)}
            </p>
          )}
          {isOriginal ? (
            <HtmlDocument source={`/api/messages/${message.id}/document`} text={message.text} hasRemoteContent={message.hasRemoteContent} />
          ) : (
            <PlainText message={message} />
          )}
          <Attachments attachments={message.attachments} />
          {message.hasOriginal && (
            <a className="message__original" href={`/api/messages/${message.id}/original`} download>
              {t('mail.original')}
            </a>
          )}
          <HeldState request={request.id} message={message} />
          <DeliveryTrouble request={request.id} message={message} />
          {message.hasHtml && (
            <button type="button" className="link-button" onClick={() => setOriginal(!isOriginal)}>
              {t(isOriginal ? 'conversation.asText' : 'conversation.original')}
            </button>
          )}
          {message.type === 'customer' && <SplitMessage message={message.id} />}
        </div>
      )}
    </article>
  );
}
