import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { IncidentGroup } from '../../api/types.ts';
import { newKey } from '../composer/new-key.ts';
import { Since } from '../inbox/deadline.tsx';
import { useAct, useApi } from '../server/queries.ts';

const ReasonDialog = lazy(() => import('../request/reason-dialog.tsx'));

/** Incidents of one kind together: after a mended version all of them are tried again at once. */
export function IncidentGroups() {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const groups = useApi('GET /api/incidents/groups', {});
  const [chosen, choose] = useState<{ group: IncidentGroup; key: string } | null>(null);
  const retry = useAct('POST /api/incidents/groups/retry', { onDone: ({ batch }) => go(`/incidents/batches/${batch}`) });
  const several = groups.data?.items.filter(({ incidents }) => incidents > 1) ?? [];
  if (several.length === 0) return null;
  return (
    <section aria-labelledby="incident-groups">
      <h2 id="incident-groups">{t('incident.groups')}</h2>
      <div className="table-frame">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('incident.where')}</th>
              <th scope="col">{t('incident.why')}</th>
              <th scope="col">{t('incident.count')}</th>
              <th scope="col">{t('incident.since')}</th>
              <th scope="col" aria-hidden />
            </tr>
          </thead>
          <tbody>
            {several.map((group) => (
              <tr key={`${group.graph} ${group.element} ${group.code}`}>
                <th scope="row">
                  {group.elementName}
                  <div className="muted small">
                    {group.processName}
                    {group.version !== null && ` · ${t('incident.version', { number: group.version })}`}
                  </div>
                </th>
                <td>
                  <code>{group.code}</code>
                  <div className="muted small">{group.message}</div>
                </td>
                <td>{group.incidents}</td>
                <td>
                  <Since at={group.since} />
                </td>
                <td>
                  <Button size="xs" variant="default" loading={retry.isPending} onClick={() => choose({ group, key: newKey() })}>
                    {t('incident.retryAll')}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {chosen && (
        <Suspense>
          <ReasonDialog
            title={t('incident.retryAll')}
            hint={t('incident.retryAllHint', { count: chosen.group.incidents })}
            suggestions={[]}
            onClose={() => choose(null)}
            onGive={(reason) => {
              const { graph, element, code } = chosen.group;
              retry.mutate({ body: { graph, element, code, reason }, key: chosen.key });
            }}
          />
        </Suspense>
      )}
    </section>
  );
}
