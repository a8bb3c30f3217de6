import { Button } from '@mantine/core';
import { IconHelpHexagon } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { Consultation } from '../../api/types.ts';
import { useFormat } from '../i18n/format.ts';
import { refreshRequest, useAct } from '../server/queries.ts';
import { useVocabulary } from '../server/vocabulary.ts';
import { useMe } from '../session/session.ts';
import { useNow } from '../shell/now.ts';
import { Waiting } from '../shell/states.tsx';
import { tell } from '../shell/toasts.tsx';
import { ClockStory } from './clock-story.tsx';
import { KindChoice } from './kind-choice.tsx';
import { PriorityChoice } from './priority-choice.tsx';
import { PlaceInLine } from './place-in-line.tsx';
import { useRequest } from './request-context.ts';

const TaskForm = lazy(() => import('./task-form.tsx'));

/** The task: what is to do, its form, and what is asked outside. */
export function TaskPanel() {
  const { t } = useTranslation();
  const me = useMe();
  const { request, task } = useRequest();
  const { title } = useVocabulary();
  const reason =
    request.waitingFor === 'customer' || request.waitingFor === 'expert' || request.waitingFor === 'time' ? request.waitingFor : 'other';
  return (
    <div className="panel-section">
      {task ? (
        <>
          <h2 className="panel-title">{task.title}</h2>
          <dl className="facts">
            {task.topic && (
              <div>
                <dt>{t('taskPanel.topic')}</dt>
                <dd>{title('topic', task.topic)}</dd>
              </div>
            )}
            {task.skills.length > 0 && (
              <div>
                <dt>{t('taskPanel.skills')}</dt>
                <dd>{task.skills.map(({ key, level }) => `${title('skill', key)} (${t('taskPanel.level', { level })})`).join(', ')}</dd>
              </div>
            )}
          </dl>
          {task.state === 'waiting' && <PlaceInLine task={task.id} />}
          {task.form && (
            <Suspense fallback={<Waiting />}>
              <TaskForm key={task.id} task={task} mine={task.owner?.id === me.account.id} />
            </Suspense>
          )}
        </>
      ) : (
        <>
          <h2 className="panel-title">{t('taskPanel.none')}</h2>
          <p className="muted small">{t(`taskPanel.noneHint.${reason}`)}</p>
        </>
      )}
      <Promises />
      {request.consultations.length > 0 && (
        <section>
          <h2 className="panel-title">{t('taskPanel.consultations')}</h2>
          <ul className="plain-list">
            {request.consultations.map((one) => (
              <ConsultationCard key={one.id} consultation={one} request={request.id} />
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

/** What the customer was told and what the service level asks, with how it went. */
function Promises() {
  const { t } = useTranslation();
  const format = useFormat();
  const { request } = useRequest();
  const { deadlines, promises } = request;
  const lines: [string, string, string | null][] = [
    ...(deadlines.firstResponse
      ? [
          [
            t('request.firstResponse'),
            deadlines.firstResponse,
            deadlines.firstResponded && t('taskPanel.answered', { at: format.dateTime(deadlines.firstResponded) }),
          ] satisfies [string, string, string | null],
        ]
      : []),
    ...(deadlines.resolution ? [[t('request.resolution'), deadlines.resolution, null] satisfies [string, string, string | null]] : []),
    ...promises.map((promise): [string, string, string | null] => [
      t('taskPanel.promised'),
      promise.dueAt,
      t(`request.promiseState.${promise.state}`),
    ]),
  ];
  if (lines.length === 0) return null;
  return (
    <section>
      <h2 className="panel-title">{t('taskPanel.deadlines')}</h2>
      <dl className="facts">
        {lines.map(([name, at, state]) => (
          <div key={name + at}>
            <dt>{name}</dt>
            <dd>
              {format.dateTime(at)}
              {state && <small className="muted"> · {state}</small>}
            </dd>
          </div>
        ))}
      </dl>
      <KindChoice />
      <PriorityChoice />
      <ClockStory request={request.id} />
    </section>
  );
}

function ConsultationCard({ consultation, request }: { consultation: Consultation; request: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const withdraw = useAct('DELETE /api/requests/:id/consultations/:consultation', {
    onDone: () => {
      tell(t('consultation.withdrawn'));
      refreshRequest(request);
    },
  });
  const isPending = consultation.state === 'open' || consultation.state === 'overdue';
  return (
    <li className="consultation" data-state={consultation.state}>
      <p className="consultation__head">
        <IconHelpHexagon size={16} aria-hidden />
        <strong>{consultation.expertName}</strong>
        <span className="consultation__state">{t(`consultation.state.${consultation.state}`)}</span>
      </p>
      <p className="consultation__question">{consultation.question}</p>
      {consultation.declineReason && <p className="small">{t('consultation.declined', { reason: consultation.declineReason })}</p>}
      <small className="muted">
        {t('consultation.asked', { at: format.moment(consultation.askedAt, now) })} ·{' '}
        {t('consultation.dueShort', { at: format.moment(consultation.dueAt, now) })}
        {consultation.remindedAt && ` · ${t('consultation.reminded', { at: format.moment(consultation.remindedAt, now) })}`}
      </small>
      {isPending && (
        <Button
          size="compact-xs"
          variant="default"
          loading={withdraw.isPending}
          onClick={() => withdraw.mutate({ params: { id: request, consultation: consultation.id } })}
        >
          {t('consultation.withdraw')}
        </Button>
      )}
    </li>
  );
}
