import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { refreshRequest, useAct } from '../server/queries.ts';
import { tell } from '../shell/toasts.tsx';
import { useRequest } from './request-context.ts';

/** What this request is part of, what is part of it, and the way back. */
export function MergedFacts() {
  const { t } = useTranslation();
  const { request } = useRequest();
  const [, go] = useLocation();
  const unmerge = useAct('POST /api/requests/:id/unmerge', {
    onDone: (reply) => {
      tell(t('merging.unmerged', { number: reply.number }));
      refreshRequest(request.id);
      go(`/requests/${reply.request}`);
    },
  });
  const { mergedInto, merged, closeReason } = request;
  return (
    <>
      {mergedInto && (
        <Link className="fact" href={`/requests/${mergedInto.id}`}>
          {t('merging.isPart', { number: mergedInto.number })}
        </Link>
      )}
      {mergedInto && closeReason === 'merged' && (
        <Button
          size="compact-xs"
          variant="default"
          loading={unmerge.isPending}
          onClick={() => unmerge.mutate({ params: { id: request.id } })}
        >
          {t('merging.unmerge')}
        </Button>
      )}
      {merged.map(({ id, number }) => (
        <Link key={id} className="fact" href={`/requests/${id}`}>
          {t('merging.has', { number })}
        </Link>
      ))}
    </>
  );
}
