import { html } from 'ghtml';
import { choices, errorSummary, field } from '../fields.ts';
import type { Language } from '../language.ts';
import { page } from '../page.ts';
import { instantText, paragraphs } from '../text.ts';
import { acceptedFiles, longestMessage } from './entry.ts';
import { type ContactKind, type Fact, prominentKinds } from './kinds.ts';
import { contactTexts } from './texts.ts';

/** Whose contact page in which language. */
export interface Place {
  slug: string;
  owner: string;
  language: Language;
}

export interface OfferedKind extends ContactKind {
  title: string;
}

export interface FilledForm {
  /** Makes a second sending the same request. */
  token: string;
  fields: Record<string, string>;
  errors: Record<string, string>;
  uploads: { id: string; filename: string; size: number }[];
  /** Said on top, e.g. that the first sending has arrived. */
  notice?: string;
}

export interface Receipt {
  number: string;
  kind: string;
  arrivedAt: Date;
  /** Null: not known yet. */
  answerBy: Date | null;
  /** Shown for a while only: the address of this page stays in the browser's history. */
  content: { text: string; files: string[] } | null;
}

/** The first page: what is it about? Links, so it needs neither JavaScript nor a second form. */
export function kindsPage(place: Place, kinds: OfferedKind[]): string {
  const texts = contactTexts[place.language];
  const items = kinds.map(
    (kind) =>
      html`<li>
        <a href="${address(place, { kind: kind.key })}"
          ><strong>${kind.title}</strong><small>${kind.hint[place.language]}</small>!${
            kind.urgent ? html`<small><em>${kind.urgent[place.language]}</em></small>` : ''
          }</a
        >
      </li>`,
  );
  const other = place.language === 'de' ? 'en' : 'de';
  return page({
    language: place.language,
    owner: place.owner,
    title: texts.title,
    corner: html`<a href="${address({ ...place, language: other }, {})}" lang="${other}" hreflang="${other}">${texts.switchTo}</a>`,
    body: html`<h1>${texts.choose}</h1>
      <p class="lead">${texts.chooseLead}</p>
      <ul class="kinds">
        !${items.slice(0, prominentKinds)}
      </ul>
      !${
        items.length > prominentKinds
          ? html`<details>
              <summary>${texts.more}</summary>
              <div>
                <ul class="kinds">
                  !${items.slice(prominentKinds)}
                </ul>
              </div>
            </details>`
          : ''
      }`,
  });
}

/** The form for one kind, with the facts that it needs. Switching the language sends it, so that nothing entered is lost. */
export function formPage(place: Place, kind: OfferedKind, form: FilledForm): string {
  const { language } = place;
  const texts = contactTexts[language];
  const input = (name: string) => ({ name, value: form.fields[name] ?? '', error: form.errors[name] });
  const facts = kind.facts.map((fact) => factField(fact, input(`fact-${fact.key}`), language));
  const body = html`<p><a href="${address(place, {})}">← ${texts.otherKind}</a></p>
    <h1>${kind.title}</h1>
    !${kind.urgent ? html`<p class="notice soon">${kind.urgent[language]}</p>` : html`<p class="lead">${texts.lead}</p>`}
    !${form.notice ? html`<p class="notice soon" role="status">${form.notice}</p>` : ''} !${errorSummary(form.errors, language)}
    <form class="sheet" id="contact" method="post" action="/contact/${place.slug}" enctype="multipart/form-data">
      <input type="hidden" name="form" value="${form.token}" /><input type="hidden" name="kind" value="${kind.key}" /><input
        type="hidden"
        name="lang"
        value="${language}"
      />
      !${facts}
      !${field({ ...input('message'), label: texts.message, type: 'textarea', rows: 7, required: true, maxLength: longestMessage }, language)}
      !${field({ ...input('name'), label: texts.name, autocomplete: 'name', required: true, maxLength: 120 }, language)}
      !${field({ ...input('address'), label: texts.address, help: texts.addressHelp, type: 'email', autocomplete: 'email', required: true, maxLength: 254 }, language)}
      !${filesField(form, language)}
      <div class="!${form.errors['website'] ? 'field wrong' : 'trap'}">
        <label for="website">${texts.trap}</label><input id="website" name="website" value="" tabindex="-1" autocomplete="off" />
      </div>
      <p class="help">${texts.privacy}</p>
      <div class="actions"><button name="action" value="send">${texts.send}</button></div>
    </form>`;
  // Enter presses a form's first button: that must be "send", not the switch, so one stands before it, out of sight.
  const corner = html`<button form="contact" name="action" value="send" class="trap" tabindex="-1" aria-hidden="true">${texts.send}</button>
    <button form="contact" name="action" value="switch" formnovalidate lang="${language === 'de' ? 'en' : 'de'}">
      ${texts.switchTo}
    </button>`;
  const title = Object.keys(form.errors).length > 0 ? `${language === 'de' ? 'Fehler' : 'Error'}: ${kind.title}` : kind.title;
  return page({ language, owner: place.owner, title, corner, body });
}

export function receivedPage(place: Place, receipt: Receipt): string {
  const { language } = place;
  const texts = contactTexts[language];
  const files =
    receipt.content && receipt.content.files.length > 0
      ? html`<h3>${texts.filesArrived}</h3>
          <ul>
            !${receipt.content.files.map((name) => html`<li>${name}</li>`)}
          </ul>`
      : '';
  const content = receipt.content
    ? html`<details>
        <summary>${texts.whatArrived}</summary>
        <div>!${paragraphs(receipt.content.text)}!${files}</div>
      </details>`
    : '';
  const promised = receipt.answerBy
    ? html`<p>${texts.answerBy}<br /><span class="big">${instantText(receipt.answerBy, language)}</span></p>
        <p>${texts.promise}</p>`
    : html`<p>${texts.noPromiseYet}</p>`;
  return page({
    language,
    owner: place.owner,
    title: texts.received,
    body: html`<h1>${texts.received}</h1>
      <p class="lead">${texts.receivedLead}</p>
      <div class="notice good" role="status">!${promised}</div>
      <div class="sheet">
        <dl>
          <dt>${texts.number}</dt>
          <dd><strong>${receipt.number}</strong></dd>
          <dt>${texts.topic}</dt>
          <dd>${receipt.kind}</dd>
          <dt>${texts.arrived}</dt>
          <dd>${instantText(receipt.arrivedAt, language)}</dd>
        </dl>
        <p class="help">${texts.quote}</p>
      </div>
      !${content}
      <p><a href="${address(place, {})}">${texts.another}</a></p>`,
  });
}

function factField(fact: Fact, input: { name: string; value: string; error: string | undefined }, language: Language): string {
  const texts = contactTexts[language];
  const label = fact.label[language];
  const required = fact.required ?? false;
  if (!fact.options) {
    return field({ ...input, label, required, help: fact.help?.[language], type: fact.type ?? 'text', maxLength: 200 }, language);
  }
  const options = fact.options.map((option) => ({ value: option.value, label: option.label[language] }));
  return choices({ ...input, required, legend: label, options: required ? options : [...options, { value: '', label: texts.noneChosen }] });
}

function filesField(form: FilledForm, language: Language): string {
  const texts = contactTexts[language];
  const error = form.errors['files'];
  const kept = form.uploads.map(
    (upload) =>
      html`<li>
        ${upload.filename} <small>(${sizeText(upload.size, language)})</small>
        <label><input type="checkbox" name="remove-${upload.id}" value="yes" /> ${texts.remove}</label>
      </li>`,
  );
  return html`<div class="field!${error ? ' wrong' : ''}">
    <label for="files">${texts.files} <small>(${language === 'de' ? 'freiwillig' : 'optional'})</small></label>
    <p class="help" id="files-help">${texts.filesHelp}</p>
    !${error ? html`<p class="error" id="files-error">${error}</p>` : ''}
    !${
      kept.length > 0
        ? html`<p>${texts.kept}:</p>
            <ul class="files">
              !${kept}
            </ul>`
        : ''
    } <input type="file" id="files" name="files" multiple accept="${acceptedFiles}" aria-describedby="files-help" />
  </div>`;
}

function address(place: { slug: string; language: Language }, { kind }: { kind?: string }): string {
  return `/contact/${place.slug}?${new URLSearchParams({ ...(kind ? { kind } : {}), lang: place.language })}`;
}

function sizeText(bytes: number, language: Language): string {
  const [amount, unit] =
    bytes < 1024 * 1024 ? [Math.max(1, Math.round(bytes / 1024)), 'kB'] : [Math.round(bytes / 1024 / 102.4) / 10, 'MB'];
  return `${amount.toLocaleString(language)} ${unit}`;
}
