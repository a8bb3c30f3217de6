import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { newKey } from '../composer/new-key.ts';
import { refreshRequest, useAct } from '../server/queries.ts';
import { useVocabulary } from '../server/vocabulary.ts';
import { may, useMe } from '../session/session.ts';
import { tell } from '../shell/toasts.tsx';
import { useRequest } from './request-context.ts';

/** What the customer wants, as it was recognised; a person may correct it: deadlines, topic and skills follow, the process that runs stays. */
export function KindChoice() {
  const { t, i18n } = useTranslation();
  const mayChange = may(useMe(), 'agent', 'lead');
  const { request } = useRequest();
  const { kinds } = useVocabulary();
  const isOver = request.status === 'closed' || request.status === 'archived';
  const save = useAct('PUT /api/requests/:id/kind', {
    onDone: () => {
      tell(t('clocks.kindChanged'));
      refreshRequest(request.id);
    },
  });
  return (
    <NativeSelect
      label={t('clocks.kind')}
      description={t('clocks.kindHint')}
      size="xs"
      value={request.kind}
      disabled={isOver || save.isPending || !mayChange}
      data={kinds.map(({ key, title }) => ({ value: key, label: title[i18n.language === 'en' ? 'en' : 'de'] }))}
      onChange={(event) => save.mutate({ params: { id: request.id }, body: { kind: event.currentTarget.value }, key: newKey() })}
    />
  );
}
