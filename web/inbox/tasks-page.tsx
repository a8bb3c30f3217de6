import { lazy } from 'react';
import { Redirect, useLocation, type RouteComponentProps } from 'wouter';
import type { TaskView } from '../../api/types.ts';
import { NotFound } from '../shell/not-found.tsx';
import { views } from '../shell/views.ts';
import { Workspace } from '../shell/workspace.tsx';
import { Inbox } from './inbox.tsx';

const RequestWindow = lazy(() => import('../request/request-window.tsx'));

/** A view of tasks and, beside it, the request that is open. */
export function TasksPage({ params }: RouteComponentProps<{ view: string; request?: string }>) {
  const [, go] = useLocation();
  const view = views.find((known) => known.view === params.view)?.view;
  if (!view) return params.view ? <NotFound /> : <Redirect to="/tasks/next" replace />;
  const close = (): void => go(`/tasks/${view satisfies TaskView}${location.search}`);
  return (
    <Workspace
      list={<Inbox view={view} request={params.request} />}
      detail={params.request ? <RequestWindow key={params.request} id={params.request} onClose={close} /> : null}
    />
  );
}
