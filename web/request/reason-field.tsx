import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import './choices.css';

interface ReasonFieldProps {
  label: string;
  suggestions: string[];
  value: string;
  onChange: (reason: string) => void;
}

/** Why, in one's own words or with one click. */
export function ReasonField({ label, suggestions, value, onChange }: ReasonFieldProps) {
  const { t } = useTranslation();
  return (
    <div className="reason-field">
      <TextInput
        label={label}
        required
        withAsterisk={false}
        maxLength={500}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        data-autofocus
      />
      {suggestions.length > 0 && (
        <div className="suggestions" role="group" aria-label={t('actions.suggestions')}>
          {suggestions.map((suggestion) => (
            <button key={suggestion} type="button" aria-pressed={suggestion === value} onClick={() => onChange(suggestion)}>
              {suggestion}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
