import { useTranslation } from 'react-i18next';
import { refresh, useAct } from '../server/queries.ts';
import { useVocabulary } from '../server/vocabulary.ts';
import { TopicCalendars } from '../service-levels/topic-calendars.tsx';
import { tell } from '../shell/toasts.tsx';
import { NamedList } from './named-list.tsx';

export default function Topics() {
  const { t } = useTranslation();
  const { topics } = useVocabulary();
  const onDone = (): void => {
    tell(t('common.saved'));
    refresh((name) => name === 'GET /api/vocabulary' || name === 'GET /api/topic-calendars');
  };
  const save = useAct('PUT /api/topics/:key', { onDone });
  const remove = useAct('DELETE /api/topics/:key', { onDone });
  return (
    <>
      <NamedList
        label={t('administration.sections.topics')}
        items={topics}
        onSave={(key, title) => save.mutate({ params: { key }, body: { title } })}
        onRemove={(key) => remove.mutate({ params: { key } })}
      />
      <TopicCalendars />
    </>
  );
}
