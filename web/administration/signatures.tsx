import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { refresh, useAct, useApi } from '../server/queries.ts';
import { useVocabulary } from '../server/vocabulary.ts';
import { Failure, Waiting } from '../shell/states.tsx';
import { tell } from '../shell/toasts.tsx';

const languages = ['de', 'en'] as const;

/** What stands under agents' answers: one for all topics, and one for each topic that wants its own. */
export default function Signatures() {
  const { t } = useTranslation();
  const { topics, title } = useVocabulary();
  const signatures = useApi('GET /api/signatures', {});
  if (signatures.isPending) return <Waiting />;
  if (!signatures.data) return <Failure error={signatures.error} retry={() => void signatures.refetch()} />;
  const { items } = signatures.data;
  const textOf = (topic: string | null, language: string): string =>
    items.find((one) => one.topic === topic && one.language === language)?.text ?? '';
  return (
    <section aria-label={t('administration.sections.signatures')}>
      <p className="muted">{t('administration.signatureHint', { example: '{{ agent.name }}' })}</p>
      <ul className="cards">
        {[null, ...topics.map(({ key }) => key)].map((topic) => (
          <li key={topic ?? ''} className="card">
            <h2>{topic === null ? t('administration.allTopics') : title('topic', topic)}</h2>
            {languages.map((language) => (
              <SignatureField key={language} topic={topic} language={language} kept={textOf(topic, language)} />
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

function SignatureField({ topic, language, kept }: { topic: string | null; language: 'de' | 'en'; kept: string }) {
  const { t } = useTranslation();
  const [text, setText] = useState(kept);
  const save = useAct('PUT /api/signatures', {
    onDone: () => {
      tell(t('common.saved'));
      refresh((name) => name === 'GET /api/signatures');
    },
  });
  return (
    <div className="signature">
      <Textarea
        label={language === 'de' ? 'Deutsch' : 'English'}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={2000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {text !== kept && (
        <Button size="xs" loading={save.isPending} onClick={() => save.mutate({ body: { topic, language, text } })}>
          {t('common.save')}
        </Button>
      )}
    </div>
  );
}
