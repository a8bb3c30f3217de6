import { useTranslation } from 'react-i18next';
import type { Answer } from '../../api/types.ts';
import { matchAnswers, useAnswers } from '../answers/use-answers.ts';
import { useRequest } from '../request/request-context.ts';

/** Standard answers for what was typed after `/`; none while null. */
export function useSlashAnswers(query: string | null): Answer[] {
  const { request } = useRequest();
  const { answers } = useAnswers(request.id, request.language, request.kind, query !== null);
  return query === null ? [] : matchAnswers(answers, query).slice(0, 8);
}

interface SlashPopupProps {
  id: string;
  answers: Answer[];
  chosen: Answer | undefined;
  onHover: (index: number) => void;
  onChoose: (answer: Answer) => void;
}

/** The list above the text with the filled answer beside it. Focus stays in the text, which names the active one. */
export function SlashPopup({ id, answers, chosen, onHover, onChoose }: SlashPopupProps) {
  const { t } = useTranslation();
  return (
    <div className="slash">
      <div className="slash__list" role="listbox" id={id} aria-label={t('composer.slash')}>
        {answers.map((answer, index) => (
          <div
            key={answer.id}
            id={`${id}-${answer.id}`}
            role="option"
            tabIndex={-1}
            aria-selected={answer === chosen}
            className="slash__option"
            onMouseMove={() => onHover(index)}
            // Before the field loses its focus.
            onMouseDown={(event) => {
              event.preventDefault();
              onChoose(answer);
            }}
          >
            <span className="truncate">{answer.title}</span>
            <small className="muted">{answer.key}</small>
          </div>
        ))}
      </div>
      {chosen && <div className="slash__preview">{chosen.text}</div>}
    </div>
  );
}
