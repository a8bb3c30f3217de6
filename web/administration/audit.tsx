import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import type { AuditRow } from '../../api/types.ts';
import { useIntervene } from '../board/intervene.ts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { usePages } from '../server/queries.ts';
import { Failure, Waiting } from '../shell/states.tsx';

/** What was changed by whom, newest first. */
export default function Audit() {
  const { t } = useTranslation();
  const format = useFormat();
  const { items, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = usePages('GET /api/audit', {
    query: { limit: 100 },
  });
  if (isPending) return <Waiting />;
  if (!items) return <Failure error={error} retry={() => void refetch()} />;
  return (
    <section aria-label={t('administration.sections.audit')}>
      {/* Scrolls on a narrow screen, with nothing in it to tab to. */}
      <div className="table-frame" role="region" tabIndex={0} aria-label={t('administration.sections.audit')}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('administration.when')}</th>
              <th scope="col">{t('administration.who')}</th>
              <th scope="col">{t('administration.what')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((row) => (
              <tr key={row.id}>
                <td>{format.dateTime(row.at)}</td>
                <td>{row.account?.name}</td>
                <td>
                  <strong>{t(`audit.actions.${row.action}`, { defaultValue: row.action })}</strong>{' '}
                  {t(`audit.entities.${row.entity}`, { defaultValue: row.entity })} {row.about}
                  <Undo row={row} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {hasNextPage && (
        <Button mt="sm" variant="default" size="xs" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('common.more')}
        </Button>
      )}
    </section>
  );
}

/** What a lead did to the work of others can be taken back from here as well. */
function Undo({ row }: { row: AuditRow }) {
  const { t } = useTranslation();
  const { takeBack } = useIntervene();
  if (row.undo === 'none') return null;
  if (row.undo === 'done') return <small className="muted"> · {t('board.wasUndone')}</small>;
  return (
    <Button
      ml={6}
      size="compact-xs"
      variant="subtle"
      leftSection={<IconArrowBackUp size={14} aria-hidden />}
      onClick={() => void takeBack(row.id)}
    >
      {t('common.undo')}
    </Button>
  );
}
