import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { refresh, useAct, useApi } from '../server/queries.ts';

const refreshList = (): void => refresh((name) => name === 'GET /api/blocked-senders');

/** Whose mail is sorted out, and why. */
export function BlockedSenders() {
  const { t } = useTranslation();
  const { data } = useApi('GET /api/blocked-senders', {});
  const [entry, setEntry] = useState({ pattern: '', reason: '' });
  const add = useAct('POST /api/blocked-senders', {
    onDone: () => {
      setEntry({ pattern: '', reason: '' });
      refreshList();
    },
  });
  const remove = useAct('DELETE /api/blocked-senders/:id', { onDone: refreshList });
  return (
    <section aria-labelledby="blocked-senders">
      <h2 id="blocked-senders">{t('mailRules.blocked')}</h2>
      <p className="muted small">{t('mailRules.blockedHint')}</p>
      <ul className="plain-list mail-rules__senders">
        {data?.items.length === 0 && <li className="muted small">{t('mailRules.none')}</li>}
        {data?.items.map(({ id, pattern, reason }) => (
          <li key={id}>
            <strong>{pattern}</strong>
            <span className="muted">{reason}</span>
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
        <TextInput
          label={t('mailRules.reason')}
          value={entry.reason}
          onChange={(event) => setEntry({ ...entry, reason: event.currentTarget.value })}
        />
        <Button type="submit" variant="default" loading={add.isPending}>
          {t('mailRules.block')}
        </Button>
      </form>
    </section>
  );
}
