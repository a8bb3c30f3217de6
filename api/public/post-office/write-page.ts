import { html } from 'ghtml';
import { field } from '../fields.ts';
import type { Language } from '../language.ts';
import { bar, type Office, shell, type ShownBox } from './frame.ts';
import { suggestions } from './suggestions.ts';
import { postOfficeTexts } from './texts.ts';

export interface WriteForm {
  from: string;
  to: string;
  subject: string;
  text: string;
  suggestion: string;
  error?: string;
}

/** A letter as a customer, with suggestions that fill it in. */
export function writePage(office: Office, form: WriteForm): string {
  const { language, boxes } = office;
  const texts = postOfficeTexts[language];
  const option = (selected: string) => (box: ShownBox) =>
    html`<option value="${box.id}" !${box.id === selected ? ' selected' : ''}>
      ${box.name} (${box.address})${box.customerClass ? ` · ${box.customerClass}` : ''}
    </option>`;
  const select = (name: string, label: string, options: string[]) =>
    html`<div class="field">
      <label for="${name}">${label}</label
      ><select id="${name}" name="${name}">
        !${options}
      </select>
    </div>`;
  return shell(
    office,
    null,
    html`!${bar(office, texts.writeTitle)}
      <p><a href="/post-office?lang=${language}">← ${texts.back}</a></p>
      !${form.error ? html`<p class="notice bad" role="alert">${form.error}</p>` : ''}
      <h2>${texts.suggestions}</h2>
      !${suggestionLinks(language, form)}
      <form class="sheet" method="post" action="/post-office/send">
        <input type="hidden" name="lang" value="${language}" /><input type="hidden" name="suggestion" value="${form.suggestion}" />
        !${select('from', texts.sender, boxes.filter((box) => box.role === 'customer').map(option(form.from)))}
        !${select('to', texts.receiver, boxes.filter((box) => box.role === 'shop').map(option(form.to)))}
        !${field({ name: 'subject', label: texts.subject, value: form.subject, required: true, maxLength: 300 }, language)}
        !${field({ name: 'text', label: texts.text, value: form.text, type: 'textarea', rows: 10, required: true, maxLength: 100_000 }, language)}
        <div class="actions"><button>${texts.send}</button></div>
      </form>`,
    false,
  );
}

/** What may be tried, each with what it shows; a click fills the letter in. */
export function suggestionLinks(language: Language, chosen: { from?: string; to?: string; suggestion?: string } = {}): string {
  const { from = '', to = '', suggestion } = chosen;
  const links = suggestions.map((one) => {
    const query = new URLSearchParams({ suggestion: one.key, ...(from ? { from } : {}), ...(to ? { to } : {}), lang: language });
    const current = one.key === suggestion ? ' aria-current="true"' : '';
    return html`<a href="/post-office/write?${query}" !${current}>${one.title[language]}<small>${one.shows[language]}</small></a>`;
  });
  return html`<div class="chips">!${links}</div>`;
}
