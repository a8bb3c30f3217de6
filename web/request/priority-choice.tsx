import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { newKey } from '../composer/new-key.ts';
import { refreshRequest, useAct } from '../server/queries.ts';
import { may, useMe } from '../session/session.ts';
import { tell } from '../shell/toasts.tsx';
import { useRequest } from './request-context.ts';

const priorities = ['highest', 'high', 'normal', 'low'] as const;

/** How urgent it is, as its service level says or as a person sets it; the deadlines follow. */
export function PriorityChoice() {
  const { t } = useTranslation();
  const mayChange = may(useMe(), 'agent', 'lead');
  const { request } = useRequest();
  const isOver = request.status === 'closed' || request.status === 'archived';
  const save = useAct('PUT /api/requests/:id/priority', {
    onDone: () => {
      tell(t('clocks.priorityChanged'));
      refreshRequest(request.id);
    },
  });
  const bySelf = request.prioritySet === null ? t('clocks.byLevelNow', { priority: request.priority }) : t('clocks.byLevel');
  return (
    <NativeSelect
      label={t('clocks.priority')}
      size="xs"
      value={request.prioritySet ?? ''}
      disabled={isOver || save.isPending || !mayChange}
      data={[
        { value: '', label: bySelf },
        ...priorities.map((name, index) => ({ value: String(index + 1), label: t(`board.priorities.${name}`) })),
      ]}
      onChange={({ currentTarget: { value } }) =>
        save.mutate({ params: { id: request.id }, body: { priority: value === '' ? null : Number(value) }, key: newKey() })
      }
    />
  );
}
