import { NumberInput, Select, TagsInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

export interface Collecting {
  folders: string[];
  /** From when on mail is processed: `date` with `since`. */
  begin: 'now' | 'all' | 'date';
  /** As an input of type date has it. */
  since: string;
  silentAfter: number;
}

/** Which mail is collected, and when its absence is told. */
export function MailboxCollecting({
  value,
  isNew,
  onChange,
}: {
  value: Collecting;
  isNew: boolean;
  onChange: (change: Partial<Collecting>) => void;
}) {
  const { t } = useTranslation();
  const begins = isNew ? (['now', 'date', 'all'] as const) : (['date', 'all'] as const);
  return (
    <fieldset className="plain-fieldset">
      <legend>{t('administration.collecting')}</legend>
      <TagsInput
        label={t('administration.folders')}
        description={t('administration.foldersHint')}
        required
        maxTags={20}
        value={value.folders}
        onChange={(folders) => onChange({ folders })}
      />
      <div className="dialog-form__pair">
        <Select
          label={t('administration.begin')}
          description={t('administration.beginHint')}
          allowDeselect={false}
          data={begins.map((begin) => ({ value: begin, label: t(`administration.begins.${begin}`) }))}
          value={value.begin}
          onChange={(begin) => onChange({ begin: begin === 'now' || begin === 'all' ? begin : 'date' })}
        />
        <NumberInput
          label={t('administration.silentAfter')}
          description={t('administration.silentAfterHint')}
          required
          min={1}
          max={10_080}
          value={value.silentAfter}
          onChange={(minutes) => onChange({ silentAfter: Number(minutes) })}
        />
      </div>
      {value.begin === 'date' && (
        <TextInput
          label={t('administration.since')}
          type="date"
          required
          value={value.since}
          onChange={(event) => onChange({ since: event.currentTarget.value })}
        />
      )}
    </fieldset>
  );
}
