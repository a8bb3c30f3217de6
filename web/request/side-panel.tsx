import { CloseButton } from '@mantine/core';
import { IconBook2, IconChecklist, IconHistory, IconUserCircle } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { AnswersPanel } from '../answers/answers-panel.tsx';
import { CustomerPanel } from '../customer/customer-panel.tsx';
import { usePreferences, type Preferences } from '../preferences/preferences.ts';
import { Waiting } from '../shell/states.tsx';
import { useRequest } from './request-context.ts';
import { TaskPanel } from './task-panel.tsx';

const Timeline = lazy(() => import('./timeline.tsx'));
const tabs = [
  { tab: 'task', icon: IconChecklist },
  { tab: 'customer', icon: IconUserCircle },
  { tab: 'answers', icon: IconBook2 },
  { tab: 'timeline', icon: IconHistory },
] as const;

/** What helps with the request: task and form, customer, standard answers, history. The strip of tabs stays; the open one and whether it is open are remembered. */
export function SidePanel({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { request, task, insertRef, tab: chosen, openTab } = useRequest();
  const [{ panel, panelTab }, change] = usePreferences();
  // A form wants to be filled in; without one the customer says more than an empty task.
  const hasForm = task?.form != null;
  const shown = chosen ?? (hasForm ? 'task' : panelTab === 'task' ? 'customer' : panelTab);
  function choose(tab: Preferences['panelTab']): void {
    const isOpenTab = panel === 'open' && shown === tab;
    openTab(tab);
    change({ panel: isOpenTab ? 'closed' : 'open', panelTab: tab });
  }
  return (
    <aside className="side-panel" aria-label={t('request.panel')}>
      <div className="side-panel__strip" role="toolbar" aria-label={t('request.panel')}>
        {tabs.map(({ tab, icon: IconOf }) => (
          <button
            key={tab}
            type="button"
            className="side-panel__tab"
            aria-pressed={panel === 'open' && shown === tab}
            onClick={() => choose(tab)}
          >
            <IconOf size={19} stroke={1.7} aria-hidden />
            <span>{t(`request.tabs.${tab}`)}</span>
          </button>
        ))}
        <CloseButton className="side-panel__close" aria-label={t('request.closePanel')} onClick={onClose} />
      </div>
      <div className="side-panel__body pane__scroll">
        <Suspense fallback={<Waiting />}>
          <div hidden={shown !== 'task'}>
            <TaskPanel />
          </div>
          {shown === 'customer' && (
            <CustomerPanel customer={request.customer?.id ?? null} address={request.requester.address} current={request.id} />
          )}
          {shown === 'answers' && (
            <AnswersPanel
              request={request.id}
              kind={request.kind}
              language={request.language}
              onInsert={(text) => insertRef.current?.(text)}
            />
          )}
          {shown === 'timeline' && <Timeline request={request.id} />}
        </Suspense>
      </div>
    </aside>
  );
}
