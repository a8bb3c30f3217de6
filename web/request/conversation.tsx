import { Button } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import { Fragment, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../api/types.ts';
import { useFormat } from '../i18n/format.ts';
import { announce } from '../shell/announcer.tsx';
import { MessageCard } from './message-card.tsx';
import { useRequest } from './request-context.ts';

/** Oldest first, opened at the newest. What arrives while one reads further up is offered, not jumped to. */
export function Conversation({ messages }: { messages: Message[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { request, seenRef } = useRequest();
  const scroller = useRef<HTMLDivElement>(null);
  const end = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const [newer, setNewer] = useState(0);
  const count = useRef(messages.length);
  const newest = request.lastMessage;

  const toEnd = useCallback(() => {
    const element = scroller.current;
    if (element) element.scrollTop = element.scrollHeight;
    setNewer(0);
  }, []);
  useEffect(() => {
    const added = messages.length - count.current;
    count.current = messages.length;
    if (atEnd.current) toEnd();
    else if (added > 0) {
      setNewer((now) => now + added);
      announce(t('conversation.newer', { count: added }));
    }
  }, [messages.length, toEnd, t]);
  useEffect(() => {
    const target = end.current;
    if (!target) return undefined;
    const observer = new IntersectionObserver(
      ([entry]) => {
        atEnd.current = entry?.isIntersecting ?? false;
        if (!atEnd.current) return;
        setNewer(0);
        if (document.visibilityState === 'visible') seenRef.current = newest;
      },
      { root: scroller.current, rootMargin: '0px 0px 60px 0px' },
    );
    observer.observe(target);
    return () => observer.disconnect();
  }, [newest, seenRef]);

  return (
    <div className="conversation-frame">
      <section className="conversation pane__scroll" aria-label={t('conversation.label')} ref={scroller} tabIndex={0}>
        {messages.length === 0 && <p className="muted">{t('conversation.empty')}</p>}
        {messages.map((message, index) => {
          const day = format.day(message.createdAt);
          const before = messages[index - 1];
          return (
            <Fragment key={message.id}>
              {(!before || format.day(before.createdAt) !== day) && <h2 className="conversation__day">{day}</h2>}
              <MessageCard message={message} />
            </Fragment>
          );
        })}
        <div ref={end} className="conversation__end" />
      </section>
      {newer > 0 && (
        <Button
          className="conversation__newer"
          size="compact-sm"
          radius="xl"
          leftSection={<IconArrowDown size={14} aria-hidden />}
          onClick={toEnd}
        >
          {t('conversation.newer', { count: newer })}
        </Button>
      )}
    </div>
  );
}
