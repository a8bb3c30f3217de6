import { ActionIcon, Button, Menu } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconArrowMerge,
  IconArrowRightCircle,
  IconArrowsTransferUp,
  IconCheck,
  IconClockPause,
  IconClockPlay,
  IconCornerUpLeft,
  IconDots,
  IconHandFinger,
  IconHandGrab,
  IconLock,
  IconMessageCircleQuestion,
  IconX,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { may, useMe } from '../session/session.ts';
import { useShortcut } from '../shell/shortcuts.ts';
import { useRequest } from './request-context.ts';
import { useTaskActions } from './use-task-actions.ts';

/** The header's actions; only what can be done now. On phones the same stand at the bottom (`MobileActions`). */
export function Actions() {
  const { t } = useTranslation();
  const actions = useActions();
  const { isMine, canTake, otherOwner, putOff, complete, take } = actions;
  useShortcut('take', canTake ? take : undefined);
  useShortcut('putOff', isMine ? putOff : undefined);
  useShortcut('complete', isMine ? complete : undefined);
  useShortcut('assign', actions.assign ?? actions.handOver);
  useShortcut('expert', actions.askExpert);
  return (
    <div className="actions" role="group" aria-label={t('actions.label')}>
      {canTake && (
        <Button size="xs" leftSection={<IconHandGrab size={16} aria-hidden />} loading={actions.busy} aria-keyshortcuts="m" onClick={take}>
          {otherOwner ? t('actions.takeFrom', { name: otherOwner.name }) : t('actions.take')}
        </Button>
      )}
      {isMine && (
        <>
          {actions.isDeferred ? (
            <Button
              className="action-compact"
              size="xs"
              variant="default"
              leftSection={<IconClockPlay size={16} aria-hidden />}
              title={t('actions.bringBack')}
              onClick={actions.bringBack}
            >
              <span className="action-label">{t('actions.bringBack')}</span>
            </Button>
          ) : (
            <Button
              className="action-compact"
              size="xs"
              variant="default"
              leftSection={<IconClockPause size={16} aria-hidden />}
              title={`${t('actions.putOffTitle')} (s)`}
              aria-keyshortcuts="s"
              onClick={putOff}
            >
              <span className="action-label">{t('actions.putOff')}</span>
            </Button>
          )}
          <Button
            className="action-compact"
            size="xs"
            variant="default"
            leftSection={<IconCheck size={16} aria-hidden />}
            loading={actions.busy}
            title={t('actions.completeHint')}
            aria-keyshortcuts="e"
            onClick={complete}
          >
            <span className="action-label">{t('actions.complete')}</span>
          </Button>
        </>
      )}
      <MoreActions />
    </div>
  );
}

export function MobileActions() {
  const { t } = useTranslation();
  const { request, composeRef } = useRequest();
  const { isMine, canTake, take, putOff, complete } = useActions();
  return (
    <nav className="mobile-actions" aria-label={t('actions.label')}>
      {request.actions.reply && (
        <button type="button" data-primary onClick={() => composeRef.current?.('reply')}>
          <IconCornerUpLeft size={20} aria-hidden /> {t('composer.replyShort')}
        </button>
      )}
      <button type="button" data-note onClick={() => composeRef.current?.('note')}>
        <IconLock size={20} aria-hidden /> {t('composer.noteShort')}
      </button>
      {canTake && (
        <button type="button" onClick={take}>
          <IconHandGrab size={20} aria-hidden /> {t('actions.take')}
        </button>
      )}
      {isMine && (
        <>
          <button type="button" onClick={putOff}>
            <IconClockPause size={20} aria-hidden /> {t('actions.putOff')}
          </button>
          <button type="button" onClick={complete}>
            <IconCheck size={20} aria-hidden /> {t('actions.complete')}
          </button>
        </>
      )}
      <MoreActions />
    </nav>
  );
}

function MoreActions() {
  const { t } = useTranslation();
  const { request, openDialog } = useRequest();
  const me = useMe();
  const { isMine, askExpert, assign, handOver } = useActions();
  const mayClose = request.actions.close && may(me, 'lead');
  // Whoever may answer may merge.
  const mayMerge = request.actions.reply;
  if (!isMine && !askExpert && !assign && !mayClose && !mayMerge) return null;
  return (
    <Menu width={250}>
      <Menu.Target>
        <ActionIcon size={30} variant="default" aria-label={t('actions.more')}>
          <IconDots size={17} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {askExpert && (
          <Menu.Item leftSection={<IconMessageCircleQuestion size={16} aria-hidden />} onClick={askExpert}>
            {t('actions.askExpert')}
          </Menu.Item>
        )}
        {assign && (
          <Menu.Item leftSection={<IconArrowsTransferUp size={16} aria-hidden />} onClick={assign}>
            {t('actions.assign')} …
          </Menu.Item>
        )}
        {isMine && (
          <>
            <Menu.Item leftSection={<IconArrowRightCircle size={16} aria-hidden />} onClick={handOver}>
              {t('actions.handOver')} …
            </Menu.Item>
            <Menu.Item leftSection={<IconArrowBackUp size={16} aria-hidden />} onClick={() => openDialog('return')}>
              {t('actions.return')} …
            </Menu.Item>
            <Menu.Item leftSection={<IconArrowForwardUp size={16} aria-hidden />} onClick={() => openDialog('pass')}>
              {t('actions.pass')} …
            </Menu.Item>
          </>
        )}
        {mayMerge && (
          <Menu.Item leftSection={<IconHandFinger size={16} aria-hidden />} onClick={() => openDialog('promise')}>
            {t('actions.promise')} …
          </Menu.Item>
        )}
        {mayMerge && (
          <Menu.Item leftSection={<IconArrowMerge size={16} aria-hidden />} onClick={() => openDialog('merge')}>
            {t('merging.merge')} …
          </Menu.Item>
        )}
        {mayClose && (
          <Menu.Item leftSection={<IconX size={16} aria-hidden />} onClick={() => openDialog('close')}>
            {t('actions.closeRequest')} …
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function useActions() {
  const me = useMe();
  const { request, task, openDialog, formRef, showForm } = useRequest();
  const act = useTaskActions();
  const isMine = task?.owner?.id === me.account.id;
  const otherOwner = task?.owner && !isMine ? task.owner : null;
  return {
    busy: act.busy,
    isMine,
    otherOwner,
    canTake: task !== null && !isMine,
    isDeferred: task?.deferredUntil != null,
    take: () => (otherOwner ? openDialog('take-over') : act.take()),
    putOff: () => openDialog('put-off'),
    bringBack: act.bringBack,
    /** A form ends the step with its values; without one the request is closed with no answer. */
    complete: () => {
      if (!task?.form) {
        act.complete('closed');
        return;
      }
      const values = formRef.current?.check();
      if (values) act.complete('completed', values);
      else showForm();
    },
    handOver: isMine ? () => openDialog('hand-over') : undefined,
    assign: task && may(me, 'lead') ? () => openDialog('assign') : undefined,
    askExpert: request.actions.askExpert ? () => openDialog('ask-expert') : undefined,
  };
}
