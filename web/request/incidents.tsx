import { Button, JsonInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../../api/types.ts';
import { Since } from '../inbox/deadline.tsx';
import { refreshRequest, useAct } from '../server/queries.ts';
import { may, useMe } from '../session/session.ts';
import { tell } from '../shell/toasts.tsx';
import { parseVariables } from './parse-variables.ts';

const SkipIncidentDialog = lazy(() => import('./skip-incident-dialog.tsx'));

interface IncidentsProps {
  incidents: Incident[];
  request: string;
  mayRetry: boolean;
}

export function Incidents({ incidents, request, mayRetry }: IncidentsProps) {
  return incidents.map((incident) => <IncidentCard key={incident.id} incident={incident} request={request} mayRetry={mayRetry} />);
}

/** A step that stands: why, the values it had, and another try with mended ones. */
export function IncidentCard({ incident, request, mayRetry }: { incident: Incident; request: string; mayRetry: boolean }) {
  const { t } = useTranslation();
  const original = JSON.stringify(incident.variables, null, 2);
  const [variables, setVariables] = useState(original);
  const retry = useAct('POST /api/requests/:id/incidents/:incident/retry', {
    onDone: () => {
      tell(t('incident.retried'));
      refreshRequest(request);
    },
  });
  const [isSkipping, skip] = useState(false);
  const maySkip = may(useMe(), 'lead', 'administrator');
  const mended = parseVariables(variables);
  return (
    <section className="incident" aria-label={t('incident.title', { step: incident.elementName })}>
      <IconAlertTriangle size={19} aria-hidden />
      <div className="incident__text">
        <strong>{t('incident.title', { step: incident.elementName })}</strong>
        <p>{incident.message}</p>
        <small className="muted">
          {t('incident.code', { code: incident.code })} · <Since at={incident.at} />
        </small>
        {mayRetry && (
          <details>
            <summary>{t('incident.variables')}</summary>
            <JsonInput
              aria-label={t('incident.variables')}
              description={t('incident.variablesHint')}
              autosize
              minRows={3}
              maxRows={14}
              formatOnBlur
              value={variables}
              onChange={setVariables}
              error={mended === null && t('incident.invalid')}
            />
          </details>
        )}
      </div>
      {mayRetry && (
        <Button
          size="xs"
          variant="default"
          loading={retry.isPending}
          disabled={mended === null}
          onClick={() =>
            retry.mutate({
              params: { id: request, incident: incident.id },
              body: variables === original || !mended ? {} : { variables: mended },
            })
          }
        >
          {t('incident.retry')}
        </Button>
      )}
      {maySkip && (
        <Button size="xs" variant="default" onClick={() => skip(true)}>
          {t('incident.skip')}
        </Button>
      )}
      {isSkipping && (
        <Suspense>
          <SkipIncidentDialog incident={incident} request={request} onClose={() => skip(false)} />
        </Suspense>
      )}
    </section>
  );
}
