import { useTranslation } from 'react-i18next';
import type { LedgerRow } from '../../api/types.ts';
import './verdict-chip.css';

const tones = { undecided: 'open', quarantined: 'held', failed: 'bad', request: 'fine', reply: 'fine', 'expert-answer': 'fine' } as const;

/** What a mail was taken for; colour is only a second sign. */
export function VerdictChip({ verdict }: { verdict: LedgerRow['verdict'] }) {
  const { t } = useTranslation();
  const key = verdict ?? 'undecided';
  return (
    <span className="verdict" data-tone={key in tones ? tones[key as keyof typeof tones] : undefined}>
      {t(`ledger.verdicts.${key}`)}
    </span>
  );
}
