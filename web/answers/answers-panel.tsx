import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { IconGripVertical, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answer } from '../../api/types.ts';
import { announce } from '../shell/announcer.tsx';
import { Failure, Waiting } from '../shell/states.tsx';
import { startAnswerDrag } from './drag.ts';
import { matchAnswers, useAnswers } from './use-answers.ts';
import './answers.css';

interface AnswersPanelProps {
  request: string;
  kind: string;
  language: string;
  onInsert: (text: string) => void;
}

/** All standard answers, filled for the request: drag into the text, or the Insert button for who does not drag. */
export function AnswersPanel({ request, kind, language: requestLanguage, onInsert }: AnswersPanelProps) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const { answers, language, speak, isPending, error, refetch, data } = useAnswers(request, requestLanguage, kind);
  const found = matchAnswers(answers, search);
  const fitting = found.filter(({ kinds }) => kinds.includes(kind));
  const others = found.filter(({ kinds }) => !kinds.includes(kind));
  function put(answer: Answer): void {
    onInsert(answer.text);
    announce(t('answers.inserted', { title: answer.title }));
  }
  return (
    <div className="panel-section answers">
      <div className="answers__head">
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
          onChange={speak}
        />
      </div>
      <p className="muted answers__hint">{t('answers.hint')}</p>
      {isPending && <Waiting />}
      {!data && error && <Failure error={error} retry={() => void refetch()} />}
      {data && found.length === 0 && <p className="muted">{t('answers.empty')}</p>}
      <Group title={t('answers.suggested')} answers={fitting} onInsert={put} />
      <Group title={t('answers.others')} answers={others} onInsert={put} />
    </div>
  );
}

function Group({ title, answers, onInsert }: { title: string; answers: Answer[]; onInsert: (answer: Answer) => void }) {
  if (answers.length === 0) return null;
  return (
    <section>
      <h3 className="panel-subtitle">{title}</h3>
      <ul className="plain-list">
        {answers.map((answer) => (
          <AnswerCard key={answer.id} answer={answer} onInsert={() => onInsert(answer)} />
        ))}
      </ul>
    </section>
  );
}

function AnswerCard({ answer, onInsert }: { answer: Answer; onInsert: () => void }) {
  const { t } = useTranslation();
  return (
    <li className="answer" data-testid="answer" draggable onDragStart={(event) => startAnswerDrag(event.dataTransfer, answer.text)}>
      <IconGripVertical size={15} className="answer__grip" aria-hidden />
      <details>
        <summary>
          <span className="answer__title">{answer.title}</span>
          <span className="answer__text">{answer.text}</span>
        </summary>
        <p className="answer__full">{answer.text}</p>
      </details>
      {answer.missing.length > 0 && <p className="answer__missing">{t('answers.missing', { list: answer.missing.join(', ') })}</p>}
      <Button size="compact-xs" variant="light" aria-label={t('answers.insertNamed', { title: answer.title })} onClick={onInsert}>
        {t('answers.insert')}
      </Button>
    </li>
  );
}
