import { Badge, Button, SegmentedControl, TextInput } from '@mantine/core';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnswerSource } from '../../api/types.ts';
import { useFormat } from '../i18n/format.ts';
import { currentLanguage, type Language } from '../i18n/i18n.ts';
import { useApi } from '../server/queries.ts';
import { useVocabulary } from '../server/vocabulary.ts';
import { Failure, Waiting } from '../shell/states.tsx';
import { AnswerDialog } from './answer-dialog.tsx';

/** Standard answers as they are written, with their placeholders. */
export default function AnswerSources() {
  const { t } = useTranslation();
  const format = useFormat();
  const { title } = useVocabulary();
  const sources = useApi('GET /api/answers/sources', {});
  const [search, setSearch] = useState('');
  const [language, setLanguage] = useState<Language>(currentLanguage());
  const [edited, setEdited] = useState<AnswerSource | 'new' | null>(null);
  if (sources.isPending) return <Waiting />;
  if (!sources.data) return <Failure error={sources.error} retry={() => void sources.refetch()} />;
  const found = sources.data.items.filter(
    (source) => source.language === language && `${source.title} ${source.key} ${source.body}`.toLowerCase().includes(search.toLowerCase()),
  );
  return (
    <section aria-label={t('administration.sections.answers')}>
      <div className="section-actions">
        <TextInput
          type="search"
          leftSection={<IconSearch size={15} aria-hidden />}
          aria-label={t('answers.search')}
          placeholder={t('answers.search')}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <SegmentedControl
          size="xs"
          aria-label={t('answers.language')}
          value={language}
          data={[
            { value: 'de', label: 'DE' },
            { value: 'en', label: 'EN' },
          ]}
          onChange={setLanguage}
        />
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEdited('new')}>
          {t('administration.newAnswer')}
        </Button>
      </div>
      <ul className="source-list">
        {found.map((source) => (
          <li key={source.id}>
            <button type="button" className="source" onClick={() => setEdited(source)}>
              <span className="source__title">
                {source.title} <code>{source.key}</code> {source.automatic && <Badge>{t('answers.automatic')}</Badge>}
              </span>
              <span className="source__text">{source.body}</span>
              <small className="muted">
                {source.kinds.map((kind) => title('kind', kind)).join(', ')} · {format.date(source.updatedAt)}
              </small>
            </button>
          </li>
        ))}
      </ul>
      {edited && <AnswerDialog source={edited === 'new' ? null : edited} language={language} onClose={() => setEdited(null)} />}
    </section>
  );
}
