import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowLeft, IconHelpHexagon, IconHourglassHigh, IconListDetails, IconPencil, IconRoute, IconUser } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { RequestDetail } from '../../api/types.ts';
import { Deadline } from '../inbox/deadline.tsx';
import { ClassBadge } from '../inbox/marks.tsx';
import { useFormat } from '../i18n/format.ts';
import { useApi } from '../server/queries.ts';
import { useMe } from '../session/session.ts';
import { useNow } from '../shell/now.ts';
import { Actions } from './actions.tsx';
import { MergedFacts } from './merged-facts.tsx';
import { useRequest } from './request-context.ts';

const DiagramDialog = lazy(() => import('./diagram-dialog.tsx'));

/** Number, subject, where it stands, for whom it waits, until when, and who has it. */
export function RequestHeader() {
  const { t } = useTranslation();
  const { request, task, close, showPanel } = useRequest();
  const [hasDiagram, setDiagram] = useState(false);
  const finished = request.status === 'closed' || request.status === 'archived';
  return (
    <header className="request-header">
      <div className="request-header__top">
        <ActionIcon size={34} aria-label={t('request.back')} aria-keyshortcuts="u" onClick={close}>
          <IconArrowLeft size={19} aria-hidden />
        </ActionIcon>
        <div className="request-header__title">
          <h1 title={request.subject}>{request.subject}</h1>
          <p>
            <span className="request-header__number">{request.number}</span>
            <ClassBadge value={request.class} />
            {request.customer ? (
              <Link href={`/customers/${request.customer.id}`}>{request.customer.name}</Link>
            ) : (
              <span>{request.requester.name ?? request.requester.address ?? t('common.unknownCustomer')}</span>
            )}
          </p>
        </div>
        <ActionIcon className="request-header__panel" size={34} aria-label={t('request.openPanel')} onClick={showPanel}>
          <IconListDetails size={19} aria-hidden />
        </ActionIcon>
        <Actions />
      </div>
      <div className="request-header__facts">
        <span className="fact" data-status={request.status}>
          <IconHourglassHigh size={15} aria-hidden />
          <strong>{t(`request.status.${request.status}`)}</strong>
          {!finished && <span>· {t(`request.waitingFor.${request.waitingFor}`)}</span>}
        </span>
        {!finished && <Deadline at={task?.deadline ?? nextDeadline(request)} atRiskAt={request.deadlines.atRisk} />}
        <Tooltip label={t('request.diagramTitle', { number: request.number })}>
          <button type="button" className="fact fact--button" onClick={() => setDiagram(true)}>
            <IconRoute size={15} aria-hidden />
            <span className="truncate">{request.steps.at(-1)?.name ?? t('request.diagram')}</span>
          </button>
        </Tooltip>
        <Owner />
        <Extras />
      </div>
      <Suspense fallback={null}>{hasDiagram && <DiagramDialog request={request} onClose={() => setDiagram(false)} />}</Suspense>
    </header>
  );
}

/** Without a task: the first answer if it is still owed, else the solution. */
function nextDeadline({ deadlines }: RequestDetail): string | null {
  return deadlines.firstResponded ? deadlines.resolution : (deadlines.firstResponse ?? deadlines.resolution);
}

function Owner() {
  const { t } = useTranslation();
  const me = useMe();
  const { request } = useRequest();
  const { owner } = request;
  const text = owner
    ? owner.id === me.account.id
      ? t('request.ownerMe')
      : t('request.owner', { name: owner.name })
    : t('request.unowned');
  if (!owner && request.waitingFor !== 'agent') return null;
  return (
    <span className="fact">
      <IconUser size={15} aria-hidden />
      {text}
    </span>
  );
}

/** Promises, questions outside, put off, who else writes: only what is there. */
function Extras() {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const { request, task } = useRequest();
  const drafts = useApi('GET /api/requests/:id/drafts', { params: { id: request.id } });
  const promise = request.promises.find(({ state }) => state === 'open');
  const asked = request.consultations.filter(({ state }) => state !== 'revoked');
  const answered = asked.filter(({ state }) => state === 'answered' || state === 'declined').length;
  const fresh = drafts.data?.others.filter(({ updatedAt }) => now.getTime() - Date.parse(updatedAt) < 120_000) ?? [];
  return (
    <>
      {asked.length > 0 && (
        <span className="fact fact--expert">
          <IconHelpHexagon size={15} aria-hidden />
          {t('request.experts', { answered, asked: asked.length })}
        </span>
      )}
      {task?.deferredUntil && (
        <span className="fact" title={task.deferReason ?? undefined}>
          {t(task.untilReply ? 'request.deferredUntilReply' : 'request.deferred', { at: format.moment(task.deferredUntil, now) })}
        </span>
      )}
      {task?.resubmittedAt && (
        <span className="fact">
          {t('request.resubmitted')}
          {task.deferReason && `: ${task.deferReason}`}
        </span>
      )}
      {promise && <span className="fact">{t('request.promise', { at: format.moment(promise.dueAt, now) })}</span>}
      {request.follows && (
        <Link className="fact" href={`/requests/${request.follows.id}`}>
          {t('request.follows', { number: request.follows.number })}
        </Link>
      )}
      {request.followedBy.map(({ id, number }) => (
        <Link key={id} className="fact" href={`/requests/${id}`}>
          {t('request.followedBy', { number })}
        </Link>
      ))}
      <MergedFacts />
      {request.closedAt && <span className="fact">{t('request.closedAt', { at: format.dateTime(request.closedAt) })}</span>}
      {fresh.map(({ account, updatedAt, type }) => (
        <span key={account.id + type} className="fact fact--writing">
          <IconPencil size={15} aria-hidden />
          {t('request.writing', { name: account.name, time: format.time(updatedAt) })}
        </span>
      ))}
    </>
  );
}
