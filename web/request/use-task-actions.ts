import { useTranslation } from 'react-i18next';
import type { RequestDetail, TaskDetail } from '../../api/types.ts';
import { useFormat } from '../i18n/format.ts';
import { isProblem } from '../server/problem.ts';
import { queryClient, refreshRequest, refreshTasks, useAct } from '../server/queries.ts';
import { useMe } from '../session/session.ts';
import { complain, tell } from '../shell/toasts.tsx';
import { problemText } from '../server/problem-text.ts';
import type { PutOff } from './put-off-dialog.tsx';
import { useRequest } from './request-context.ts';

/** What can be done with the task. Shown as done at once; if the server refuses, the page goes back and says why. */
export function useTaskActions() {
  const { t } = useTranslation();
  const format = useFormat();
  const me = useMe();
  const { request, task, openDialog } = useRequest();
  const params = { id: task?.id ?? '' };
  const settle = (): void => {
    refreshRequest(request.id);
    refreshTasks();
  };
  const refused = (error: unknown): boolean => {
    if (isProblem(error, 'task-taken')) openDialog('take-over');
    else complain(problemText(error));
    settle();
    return true;
  };
  const take = useAct('POST /api/tasks/:id/take', { onDone: settle, onProblem: refused });
  const giveBack = useAct('POST /api/tasks/:id/return', { onDone: settle, onProblem: refused });
  const decline = useAct('POST /api/tasks/:id/decline', { onDone: settle, onProblem: refused });
  const defer = useAct('POST /api/tasks/:id/defer', { onDone: settle, onProblem: refused });
  const resume = useAct('DELETE /api/tasks/:id/defer', { onDone: settle, onProblem: refused });
  const complete = useAct('POST /api/tasks/:id/complete', { onDone: settle, onProblem: refused });
  const show = (change: Partial<TaskDetail>): void => {
    if (task) patchTask(request.id, task.id, change);
  };

  return {
    busy: take.isPending || complete.isPending,
    take: (takeOverFrom?: string) => {
      show({ state: 'assigned', owner: { id: me.account.id, name: me.account.name } });
      take.mutate(
        { params, body: takeOverFrom ? { takeOverFrom } : {} },
        {
          onSuccess: () =>
            tell(t('actions.taken'), {
              label: t('common.undo'),
              run: () => giveBack.mutate({ params, body: { reason: t('common.undo') } }),
            }),
        },
      );
    },
    giveBack: (reason: string) => {
      show({ state: 'waiting', owner: null });
      giveBack.mutate({ params, body: { reason } }, { onSuccess: () => tell(t('actions.returned')) });
    },
    pass: (reason: string) => {
      show({ state: 'waiting', owner: null });
      decline.mutate({ params, body: { reason } }, { onSuccess: () => tell(t('actions.passed')) });
    },
    putOff: ({ until, reason, untilReply }: PutOff) => {
      show({ deferredUntil: until.toISOString(), deferReason: reason, untilReply });
      defer.mutate(
        { params, body: { until: until.toISOString(), reason, untilReply } },
        {
          onSuccess: () =>
            tell(t('actions.putOffDone', { at: format.dateTime(until) }), {
              label: t('common.undo'),
              run: () => resume.mutate({ params }),
            }),
        },
      );
    },
    bringBack: () => {
      show({ deferredUntil: null, deferReason: null });
      resume.mutate({ params });
    },
    complete: (outcome: string, data?: NonNullable<Parameters<typeof complete.mutate>[0]['body']['data']>) =>
      complete.mutate(
        { params, body: { outcome, ...(data && { data }) } },
        { onSuccess: ({ pending }) => tell(t(pending ? 'common.savedPending' : 'actions.completed')) },
      ),
  };
}

/** Changes a task in what is shown of its request, until the server's own word arrives. */
function patchTask(request: string, task: string, change: Partial<TaskDetail>): void {
  queryClient.setQueryData<RequestDetail>(['GET /api/requests/:id', { params: { id: request } }], (before) => {
    if (!before) return before;
    const tasks = before.tasks.map((one) => (one.id === task ? { ...one, ...change } : one));
    return { ...before, tasks, owner: change.owner === undefined ? before.owner : change.owner };
  });
}
