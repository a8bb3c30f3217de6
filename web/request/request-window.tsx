import { IconFileOff } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Composer } from '../composer/composer.tsx';
import { useNotificationsSeen } from '../notifications/use-notifications.ts';
import { usePreferences, type Preferences } from '../preferences/preferences.ts';
import { isProblem } from '../server/problem.ts';
import { useApi } from '../server/queries.ts';
import { useMe } from '../session/session.ts';
import { useKeysHeld, useShortcut } from '../shell/shortcuts.ts';
import { Empty, Failure, Waiting } from '../shell/states.tsx';
import { usePageTitle } from '../shell/tab-title.ts';
import { WhyNext } from '../inbox/why-next.tsx';
import { ActionDialogs } from './action-dialogs.tsx';
import { MobileActions } from './actions.tsx';
import { Conversation } from './conversation.tsx';
import { currentTask } from './current-task.ts';
import { IdleBanner } from './idle-banner.tsx';
import { Incidents } from './incidents.tsx';
import { RequestHeader } from './request-header.tsx';
import { SidePanel } from './side-panel.tsx';
import { RequestContext, type Dialog, type FormAccess } from './request-context.ts';
import { useMarkRead } from './use-mark-read.ts';
import './request.css';

/** One request in one window: who, what, until when; the conversation; what to do about it. */
export default function RequestWindow({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const [{ panel }, change] = usePreferences();
  const [isPanelOpen, setPanelOpen] = useState(false);
  const [tab, openTab] = useState<Preferences['panelTab'] | null>(null);
  const detail = useApi('GET /api/requests/:id', { params: { id } });
  const messages = useApi('GET /api/requests/:id/messages', { params: { id } });
  const formRef = useRef<FormAccess | null>(null);
  const seenRef = useRef<string | null>(null);
  const insertRef = useRef<((text: string) => void) | null>(null);
  const composeRef = useRef<((mode: 'reply' | 'note') => void) | null>(null);
  const [dialog, openDialog] = useState<Dialog | null>(null);
  const request = detail.data;
  const task = request ? currentTask(request.tasks, me.account.id) : null;
  usePageTitle(request && `${request.number} ${request.subject}`);
  useShortcut('back', onClose);
  useKeysHeld(detail.isPending);
  useMarkRead(task, me.account.id);
  useNotificationsSeen(id);

  if (detail.isPending) return <Waiting />;
  if (!request) {
    if (isProblem(detail.error) && detail.error.status !== 404) return <Failure error={detail.error} retry={() => void detail.refetch()} />;
    return <Empty title={t('request.notFound')} icon={<IconFileOff size={28} stroke={1.4} aria-hidden />} />;
  }
  return (
    <RequestContext
      value={{
        request,
        task,
        messages: messages.data?.items ?? [],
        formRef,
        seenRef,
        insertRef,
        composeRef,
        dialog,
        openDialog,
        close: onClose,
        showPanel: () => setPanelOpen(true),
        tab,
        openTab,
        showForm: () => {
          openTab('task');
          setPanelOpen(true);
          change({ panel: 'open' });
        },
      }}
    >
      <article
        className="request"
        aria-label={t('request.window', { number: request.number })}
        data-panel={panel}
        data-panel-shown={isPanelOpen || undefined}
      >
        <div className="request__main pane">
          <RequestHeader />
          <WhyNext />
          <IdleBanner />
          <Incidents incidents={request.incidents} request={request.id} mayRetry={request.actions.retry} />
          {messages.isPending && <Waiting />}
          {messages.isError && <Failure error={messages.error} retry={() => void messages.refetch()} />}
          {messages.data && <Conversation messages={messages.data.items} />}
          <Composer key={request.id} />
          <MobileActions />
        </div>
        <SidePanel onClose={() => setPanelOpen(false)} />
        <ActionDialogs />
      </article>
    </RequestContext>
  );
}
