import { html } from 'ghtml';
import type { Language } from './language.ts';

export interface Field {
  name: string;
  label: string;
  value: string;
  help?: string | undefined;
  error?: string | undefined;
  required?: boolean;
  type?: 'text' | 'email' | 'tel' | 'date' | 'textarea';
  autocomplete?: string;
  rows?: number;
  maxLength: number;
}

/** A label, its help, its error and the control, tied together for screen readers. */
export function field(options: Field, language: Language): string {
  const { name, label, value, help, error, required = false, type = 'text', autocomplete = 'off', rows = 7, maxLength } = options;
  const described = [help ? `${name}-help` : '', error ? `${name}-error` : ''].filter(Boolean).join(' ');
  const shared = html`id="${name}" name="${name}" autocomplete="${autocomplete}"
  maxlength="${maxLength}"!${required ? ' required' : ''}!${
    described ? html` aria-describedby="${described}"` : ''
  }!${error ? ' aria-invalid="true"' : ''}`;
  // A line break right after <textarea> is dropped by browsers: one is put there so that the first of the text stays.
  const control =
    type === 'textarea'
      ? html`<textarea !${shared} rows="${rows}">${`\n${value}`}</textarea>`
      : html`<input !${shared} type="${type}" value="${value}" />`;
  return html`<div class="field!${error ? ' wrong' : ''}">
    <label for="${name}">${label}!${required ? '' : optional(language)}</label>
    !${help ? html`<p class="help" id="${name}-help">${help}</p>` : ''}!${error ? html`<p class="error" id="${name}-error">${error}</p>` : ''}
    !${control}
  </div>`;
}

export interface Choice {
  value: string;
  label: string;
  help?: string;
}

/** A group of radio buttons. */
export function choices(options: {
  name: string;
  legend: string;
  value: string;
  error?: string | undefined;
  required?: boolean;
  options: Choice[];
}): string {
  const { name, legend, value, error, required = true } = options;
  const items = options.options.map(
    (option, index) =>
      html`<label class="choice"
        ><input
          type="radio"
          name="${name}"
          value="${option.value}"
          id="${index === 0 ? name : `${name}-${index}`}"
          !${option.value === value ? ' checked' : ''}!${required ? ' required' : ''}
        /><span>${option.label}!${option.help ? html`<small>${option.help}</small>` : ''}</span></label
      >`,
  );
  return html`<fieldset class="field!${error ? ' wrong' : ''}">
    <legend>${legend}</legend>
    !${error ? html`<p class="error" id="${name}-error">${error}</p>` : ''}!${items}
  </fieldset>`;
}

/** What is wrong, on top, each line leading to its field. Empty without errors. */
export function errorSummary(errors: Record<string, string>, language: Language): string {
  const entries = Object.entries(errors);
  if (entries.length === 0) return '';
  const title = language === 'de' ? 'Bitte prüfen Sie Ihre Angaben' : 'Please check what you entered';
  const lines = entries.map(([name, text]) => html`<li><a href="#${name}">${text}</a></li>`);
  return html`<section class="notice bad" role="alert" aria-labelledby="summary">
    <h2 id="summary">${title}</h2>
    <ul>
      !${lines}
    </ul>
  </section>`;
}

const optional = (language: Language) => html` <small>(${language === 'de' ? 'freiwillig' : 'optional'})</small>`;
