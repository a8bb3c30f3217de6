import { Button } from '@mantine/core';
import { IconAlertCircle, IconAlertTriangle, IconBulb, IconChevronDown, IconChevronUp, IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { Finding } from '../../api/types.ts';
import { problemText } from '../server/problem-text.ts';
import type { Findings } from './use-draft.ts';
import { useWords, type Words } from './words.ts';

const icons = { error: IconAlertCircle, warning: IconAlertTriangle, hint: IconBulb };
const order = { error: 0, warning: 1, hint: 2 };

interface ProblemsPanelProps {
  findings: Findings;
  definition: string;
  onSelect?: ((finding: Finding) => void) | undefined;
}

/** What stands in the way of publishing: where, why, and what to do. A click leads to the place. */
export function ProblemsPanel({ findings, onSelect, definition }: ProblemsPanelProps) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(true);
  const list = findings.list.toSorted((one, other) => order[one.severity] - order[other.severity]);
  return (
    <section className="problems" aria-label={t('problems')}>
      <div className="problems__head" role="status">
        <strong>{t('problems')}</strong> <ProblemCount findings={findings} t={t} />
        {list.length > 0 && (
          <Button
            size="compact-sm"
            variant="subtle"
            aria-expanded={isOpen}
            rightSection={isOpen ? <IconChevronDown size={15} aria-hidden /> : <IconChevronUp size={15} aria-hidden />}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? t('hideProblems') : t('showProblems')}
          </Button>
        )}
      </div>
      {isOpen && list.length > 0 && (
        <ul className="problems__list">
          {list.map((finding) => (
            <li key={`${finding.definition}/${finding.element}/${finding.code}/${finding.place}/${finding.message.en}`}>
              <Problem finding={finding} definition={definition} onSelect={onSelect} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** One finding; a button where the editor can show its place. */
export function Problem({ finding, definition, onSelect }: { finding: Finding } & Pick<ProblemsPanelProps, 'definition' | 'onSelect'>) {
  const { t, language } = useWords();
  const Icon = icons[finding.severity];
  const where = [
    finding.definition === definition ? '' : finding.definition,
    finding.elementName ?? finding.element ?? t('wholeFile'),
    finding.place ?? '',
  ]
    .filter(Boolean)
    .join(' · ');
  const content = (
    <>
      <Icon size={17} aria-label={t(`severity.${finding.severity}`)} className={`problem__icon problem__icon--${finding.severity}`} />
      <span>
        <strong>{where}</strong>
        {finding.line ? ` (${finding.line}:${finding.column ?? 1})` : ''}: {finding.message[language]}{' '}
        <span className="muted">{finding.remedy[language]}</span>
      </span>
    </>
  );
  if (!onSelect || !finding.element || finding.definition !== definition) return <div className="problem">{content}</div>;
  return (
    <button type="button" className="problem" onClick={() => onSelect(finding)}>
      {content}
    </button>
  );
}

function ProblemCount({ findings, t }: { findings: Findings; t: Words }) {
  const errors = findings.list.filter((finding) => finding.severity === 'error').length;
  const others = findings.list.length - errors;
  if (typeof findings.state === 'object')
    return <span className="problems__failed">{t('notChecked', { reason: problemText(findings.state.failed) })}</span>;
  if (findings.state === 'checking' && findings.list.length === 0) return <span className="muted">{t('checking')}</span>;
  if (findings.list.length === 0)
    return (
      <span className="problems__none">
        <IconCircleCheck size={16} aria-hidden /> {t('noProblems')}
      </span>
    );
  const said = [
    errors > 0 ? t('problemsCount.error', { count: errors }) : '',
    others > 0 ? t('problemsCount.other', { count: others }) : '',
  ];
  return <span>{said.filter(Boolean).join(', ')}</span>;
}
