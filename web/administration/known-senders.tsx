import { ActionIcon, Button, Select, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KnownSender } from '../../api/types.ts';
import { refresh, useAct, useApi } from '../server/queries.ts';
import { useVocabulary } from '../server/vocabulary.ts';

const relations = ['supplier', 'press', 'applicant', 'authority', 'other'] as const;
const empty: Omit<KnownSender, 'id'> = { pattern: '', relation: 'supplier', kind: 'external', note: '' };
const refreshList = (): void => refresh((name) => name === 'GET /api/known-senders');

/** Suppliers, press, applicants, authorities: what their mail becomes. */
export function KnownSenders() {
  const { t } = useTranslation();
  const { data } = useApi('GET /api/known-senders', {});
  const { kinds, title } = useVocabulary();
  const [entry, setEntry] = useState(empty);
  const add = useAct('POST /api/known-senders', {
    onDone: () => {
      setEntry(empty);
      refreshList();
    },
  });
  const remove = useAct('DELETE /api/known-senders/:id', { onDone: refreshList });
  return (
    <section aria-labelledby="known-senders">
      <h2 id="known-senders">{t('mailRules.known')}</h2>
      <p className="muted small">{t('mailRules.knownHint')}</p>
      <ul className="plain-list mail-rules__senders">
        {data?.items.length === 0 && <li className="muted small">{t('mailRules.none')}</li>}
        {data?.items.map(({ id, pattern, relation, kind, note }) => (
          <li key={id}>
            <strong>{pattern}</strong>
            <span className="muted">{[t(`mailRules.relations.${relation}`), title('kind', kind), note].filter(Boolean).join(' · ')}</span>
            <ActionIcon size={30} aria-label={`${t('common.remove')}: ${pattern}`} onClick={() => remove.mutate({ params: { id } })}>
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <form
        className="mail-rules__new"
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate({ body: entry });
        }}
      >
        <TextInput
          label={t('mailRules.pattern')}
          required
          withAsterisk={false}
          value={entry.pattern}
          onChange={(event) => setEntry({ ...entry, pattern: event.currentTarget.value })}
        />
        <Select
          label={t('mailRules.relation')}
          allowDeselect={false}
          value={entry.relation}
          data={relations.map((value) => ({ value, label: t(`mailRules.relations.${value}`) }))}
          onChange={(chosen) => setEntry({ ...entry, relation: relations.find((one) => one === chosen) ?? 'other' })}
        />
        <Select
          label={t('mailRules.kind')}
          allowDeselect={false}
          searchable
          value={entry.kind}
          data={kinds.map(({ key }) => ({ value: key, label: title('kind', key) }))}
          onChange={(kind) => setEntry({ ...entry, kind: kind ?? entry.kind })}
        />
        <TextInput
          label={t('mailRules.note')}
          value={entry.note}
          onChange={(event) => setEntry({ ...entry, note: event.currentTarget.value })}
        />
        <Button type="submit" variant="default" loading={add.isPending}>
          {t('common.create')}
        </Button>
      </form>
    </section>
  );
}
