import { Button } from '@mantine/core';
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
      <div className="table-frame">
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
                  <code>
                    {row.action} {row.entity}
                  </code>
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
