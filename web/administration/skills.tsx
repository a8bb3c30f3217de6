import { useTranslation } from 'react-i18next';
import { refresh, useAct } from '../server/queries.ts';
import { useVocabulary } from '../server/vocabulary.ts';
import { tell } from '../shell/toasts.tsx';
import { NamedList } from './named-list.tsx';

export default function Skills() {
  const { t } = useTranslation();
  const { skills } = useVocabulary();
  const onDone = (): void => {
    tell(t('common.saved'));
    refresh((name) => name === 'GET /api/vocabulary');
  };
  const save = useAct('PUT /api/skills/:key', { onDone });
  const remove = useAct('DELETE /api/skills/:key', { onDone });
  return (
    <NamedList
      label={t('administration.sections.skills')}
      items={skills}
      onSave={(key, title) => save.mutate({ params: { key }, body: { title } })}
      onRemove={(key) => remove.mutate({ params: { key } })}
    />
  );
}
