import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Vocabulary } from '../../api/types.ts';

type Named = Vocabulary['topics'][number];

interface NamedListProps {
  items: Named[];
  label: string;
  onSave: (key: string, title: { de: string; en: string }) => void;
  onRemove: (key: string) => void;
}

/** Things with a fixed key and a name in both languages: skills, topics. */
export function NamedList({ items, label, onSave, onRemove }: NamedListProps) {
  const { t } = useTranslation();
  return (
    <section aria-label={label} className="named-list">
      <div className="named-list__row named-list__head" aria-hidden>
        <span>{t('administration.key')}</span>
        <span>Deutsch</span>
        <span>English</span>
      </div>
      {items.map((item) => (
        <Row key={item.key} item={item} onSave={onSave} onRemove={onRemove} />
      ))}
      <NewRow onSave={onSave} />
    </section>
  );
}

function Row({ item, onSave, onRemove }: { item: Named } & Pick<NamedListProps, 'onSave' | 'onRemove'>) {
  const { t } = useTranslation();
  const [title, setTitle] = useState(item.title);
  const keep = (): void => {
    const isChanged = title.de !== item.title.de || title.en !== item.title.en;
    if (isChanged && title.de.trim() && title.en.trim()) onSave(item.key, title);
  };
  return (
    <div className="named-list__row">
      <code>{item.key}</code>
      {(['de', 'en'] as const).map((language) => (
        <TextInput
          key={language}
          aria-label={`${item.key} (${language})`}
          value={title[language]}
          onChange={(event) => setTitle({ ...title, [language]: event.currentTarget.value })}
          onBlur={keep}
          onKeyDown={(event) => event.key === 'Enter' && keep()}
        />
      ))}
      <ActionIcon size={30} aria-label={`${t('common.remove')}: ${item.key}`} onClick={() => onRemove(item.key)}>
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
    </div>
  );
}

function NewRow({ onSave }: Pick<NamedListProps, 'onSave'>) {
  const { t } = useTranslation();
  const [entry, setEntry] = useState({ key: '', de: '', en: '' });
  function submit(event: SubmitEvent): void {
    event.preventDefault();
    onSave(entry.key, { de: entry.de, en: entry.en });
    setEntry({ key: '', de: '', en: '' });
  }
  return (
    <form className="named-list__row" onSubmit={submit}>
      <TextInput
        aria-label={t('administration.key')}
        placeholder={t('administration.key')}
        required
        pattern="[a-z0-9][a-z0-9\-]*"
        value={entry.key}
        onChange={(event) => setEntry({ ...entry, key: event.currentTarget.value })}
      />
      <TextInput
        aria-label="Deutsch"
        placeholder="Deutsch"
        required
        value={entry.de}
        onChange={(event) => setEntry({ ...entry, de: event.currentTarget.value })}
      />
      <TextInput
        aria-label="English"
        placeholder="English"
        required
        value={entry.en}
        onChange={(event) => setEntry({ ...entry, en: event.currentTarget.value })}
      />
      <Button type="submit" variant="default">
        {t('common.create')}
      </Button>
    </form>
  );
}
