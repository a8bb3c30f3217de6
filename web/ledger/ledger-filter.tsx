import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconFilterOff, IconSearch } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LedgerSummary } from '../../api/types.ts';
import { addressOf, verdicts, type LedgerFilter } from './ledger-query.ts';

interface LedgerFilterProps {
  filter: LedgerFilter;
  mailboxes: LedgerSummary['mailboxes'];
  /** Beside an open mail: only the search. */
  isShort: boolean;
  onChange: (change: Partial<LedgerFilter>) => void;
}

/** What to look for; it stands in the page's address, so it can be shared and gone back to. */
export function LedgerFilterBar({ filter, mailboxes, isShort, onChange }: LedgerFilterProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(filter.q);
  const [q] = useDebouncedValue(typed.trim(), 250);
  const write = useEffectEvent((next: string) => next !== filter.q && onChange({ q: next }));
  useEffect(() => void write(q), [q]);
  return (
    <search className="ledger__filter">
      <TextInput
        className="ledger__search"
        type="search"
        size="xs"
        leftSection={<IconSearch size={15} aria-hidden />}
        aria-label={t('ledger.search')}
        placeholder={t('ledger.search')}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {!isShort && (
        <>
          <NativeSelect
            size="xs"
            aria-label={t('ledger.verdict')}
            value={filter.verdict}
            data={[
              { value: '', label: t('ledger.allVerdicts') },
              ...verdicts.map((one) => ({ value: one, label: t(`ledger.verdicts.${one}`) })),
            ]}
            onChange={(event) => onChange({ verdict: event.currentTarget.value })}
          />
          {mailboxes.length > 1 && (
            <NativeSelect
              size="xs"
              aria-label={t('ledger.mailbox')}
              value={filter.mailbox}
              data={[
                { value: '', label: t('ledger.allMailboxes') },
                ...mailboxes.map(({ mailbox, address }) => ({ value: mailbox, label: address })),
              ]}
              onChange={(event) => onChange({ mailbox: event.currentTarget.value })}
            />
          )}
          <span className="ledger__days">
            {(['from', 'until'] as const).map((end) => (
              <TextInput
                key={end}
                type="date"
                size="xs"
                aria-label={t(`ledger.${end}`)}
                leftSection={<small>{t(`ledger.days.${end}`)}</small>}
                leftSectionWidth={42}
                leftSectionPointerEvents="none"
                value={filter[end]}
                onChange={(event) => onChange({ [end]: event.currentTarget.value })}
              />
            ))}
          </span>
        </>
      )}
      {addressOf(filter) !== '' && (
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconFilterOff size={14} aria-hidden />}
          onClick={() => {
            setTyped('');
            onChange({ mailbox: '', verdict: '', from: '', until: '', q: '' });
          }}
        >
          {t('ledger.clear')}
        </Button>
      )}
    </search>
  );
}
