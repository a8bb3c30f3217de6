import { Button } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { OpenIncident } from '../../api/types.ts';
import { IncidentCard } from '../request/incidents.tsx';
import { useApi } from '../server/queries.ts';
import { may, useMe } from '../session/session.ts';
import { Empty, Failure, Waiting } from '../shell/states.tsx';
import { IncidentGroups } from './incident-groups.tsx';
import '../request/request.css';

const CorrectDialog = lazy(async () => ({ default: (await import('../migration/correct-dialog.tsx')).CorrectDialog }));

/** Open incidents of all requests, each with its other try. */
export default function IncidentsPage() {
  const { t } = useTranslation();
  const mayCorrect = may(useMe(), 'designer', 'administrator');
  const [corrected, correct] = useState<OpenIncident | null>(null);
  const incidents = useApi('GET /api/incidents', {});
  if (incidents.isPending) return <Waiting />;
  if (!incidents.data) return <Failure error={incidents.error} retry={() => void incidents.refetch()} />;
  const { items } = incidents.data;
  return (
    <div className="page">
      <h1 className="page__title">{t('incident.list')}</h1>
      <p className="muted small">{t('incident.listHint')}</p>
      {items.length === 0 && (
        <Empty title={t('incident.none')} hint={t('incident.noneHint')} icon={<IconCircleCheck size={28} stroke={1.4} aria-hidden />} />
      )}
      <IncidentGroups />
      <ul className="plain-list incident-list">
        {items.map((incident) => (
          <li key={incident.id}>
            <Link href={`/requests/${incident.request}`}>
              {incident.number} {incident.subject}
            </Link>
            {mayCorrect && (
              <Button ml="sm" size="compact-sm" variant="default" onClick={() => correct(incident)}>
                {t('incident.correct')}
              </Button>
            )}
            <IncidentCard incident={incident} request={incident.request} mayRetry />
          </li>
        ))}
      </ul>
      {corrected && (
        <Suspense>
          <CorrectDialog request={corrected.request} number={corrected.number} onClose={() => correct(null)} />
        </Suspense>
      )}
    </div>
  );
}
