import { html } from 'ghtml';
import type { ParsedMail } from '../../../domain/mail/types.ts';
import { postOfficeScriptPath } from '../assets.ts';
import { field } from '../fields.ts';
import type { Language } from '../language.ts';
import { page } from '../page.ts';
import { instantText, linkedText } from '../text.ts';
import type { MailHead } from './mail-reader.ts';
import type { Demo, Person } from './people.ts';
import { quotation } from './send.ts';
import { suggestions } from './suggestions.ts';
import { postOfficeTexts } from './texts.ts';

/** A mailbox as the post office shows it. */
export interface ShownBox extends Omit<Person, 'role'> {
  id: string;
  role: Person['role'] | 'other';
  mails: number;
}

export interface ShownMail extends MailHead {
  /** The owner of the open mailbox wrote it. */
  isSent: boolean;
}

export interface Office {
  language: Language;
  demo: Demo;
  boxes: ShownBox[];
  box: ShownBox | null;
  mails: ShownMail[];
  /** The open mail with the mailbox that holds it. */
  open: { key: string; mail: ParsedMail; at: Date; isSent: boolean } | null;
  notice?: string;
}

export const mailKey = (mail: { box: string; uid: number }): string => `${mail.box}.${mail.uid}`;

export function officePage(office: Office): string {
  const { language, box, open } = office;
  const texts = postOfficeTexts[language];
  const state = open ? 'reading' : box ? 'box' : 'start';
  const notice = office.notice ? html`<p class="notice good" role="status">${office.notice}</p>` : '';
  const content = open ? letter(office, open) : box ? html`<p class="letter help">${texts.empty}</p>` : welcome(office);
  return shell(
    office,
    open ? null : 5,
    html`!${bar(office)}!${notice}
      <div class="office !${state}">
        <nav class="pane boxes" id="boxes" aria-label="${texts.boxes}">!${boxList(office)}</nav>
        <section class="pane mails" id="mails" aria-label="${box ? box.name : texts.chooseBox}">!${mailList(office)}</section>
        !${open || !box ? html`<article class="pane">!${content}</article>` : ''}
      </div>`,
  );
}

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
  const chips = suggestions.map((one) => {
    const query = new URLSearchParams({ suggestion: one.key, from: form.from, to: form.to, lang: language });
    return html`<a href="/post-office/write?${query}" !${one.key === form.suggestion ? ' aria-current="true"' : ''}
      >${one.title[language]}<small>${one.shows[language]}</small></a
    >`;
  });
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
    html`!${bar(office)}
      <p><a href="/post-office?lang=${language}">← ${texts.back}</a></p>
      !${form.error ? html`<p class="notice bad" role="alert">${form.error}</p>` : ''}
      <h2>${texts.suggestions}</h2>
      <div class="chips">!${chips}</div>
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

function shell(office: Office, refresh: number | null, body: string, wide = true): string {
  const { language, demo } = office;
  const texts = postOfficeTexts[language];
  const other = language === 'de' ? 'en' : 'de';
  return page({
    language,
    owner: demo.owner,
    title: texts.title,
    corner: html`<a href="${address(office.box?.id, office.open?.key, other)}" lang="${other}" hreflang="${other}">${texts.switchTo}</a>`,
    body,
    wide,
    script: postOfficeScriptPath,
    ...(refresh ? { refresh } : {}),
  });
}

function bar({ language, demo, box }: Office): string {
  const texts = postOfficeTexts[language];
  const from = box?.role === 'customer' ? `&from=${box.id}` : '';
  return html`<div class="bar">
    <h1>${texts.title}</h1>
    <a class="button" href="/post-office/write?lang=${language}${from}">${texts.write}</a>
    <a class="button quiet" href="/contact/${demo.slug}?lang=${language}" target="_blank">${texts.contactPage}</a
    ><a class="button quiet" href="/" target="_blank">${texts.openApp}</a>
  </div>`;
}

function welcome({ language }: Office): string {
  const texts = postOfficeTexts[language];
  return html`<div class="letter">
    <span class="stamp" aria-hidden="true">DEMO<br />.example</span>
    <p class="lead">${texts.lead}</p>
    <h2>${texts.steps}</h2>
    <ol class="steps">
      !${texts.step.map((step) => html`<li>${step}</li>`)}
    </ol>
    <p><a class="button" href="/post-office/write?lang=${language}&suggestion=quick">${texts.write}</a></p>
  </div>`;
}

function boxList({ language, boxes, box: current }: Office): string {
  const texts = postOfficeTexts[language];
  const groups = (['shop', 'customer', 'expert', 'other'] as const).map((role) => {
    // Customers without any mail would make the list long; they can be chosen for writing.
    const shown = boxes.filter((box) => box.role === role && (role === 'shop' || box.mails > 0 || box.id === current?.id));
    if (shown.length === 0) return '';
    const items = shown.map(
      (box) =>
        html`<li>
          <a href="${address(box.id, undefined, language)}" !${box.id === current?.id ? ' aria-current="true"' : ''}
            ><span class="row"
              ><span>${box.name}!${box.customerClass ? html` <span class="tag">${box.customerClass}</span>` : ''}</span
              ><span class="count!${box.mails > 0 ? ' some' : ''}">${box.mails}</span></span
            ><small>${box.address}</small></a
          >
        </li>`,
    );
    return html`<h3>${texts.roles[role]}</h3>
      <ul class="list">
        !${items}
      </ul>`;
  });
  return html`<h2>${texts.boxes}</h2>
    !${groups}`;
}

function mailList({ language, boxes, box, mails, open }: Office): string {
  const texts = postOfficeTexts[language];
  if (!box) return html`<h2>${texts.chooseBox}</h2>`;
  const items = mails.map((mail) => {
    const isNew = !mail.isSent && Date.now() - mail.at.getTime() < 60_000;
    const other = mail.isSent ? `${texts.to} ${nameOf(boxes, mail.to[0] ?? '')}` : mail.from.name || nameOf(boxes, mail.from.address);
    return html`<li>
      <a href="${address(box.id, mailKey(mail), language)}" !${mailKey(mail) === open?.key ? ' aria-current="true"' : ''}
        ><span class="row"
          ><strong>${other}</strong>!${
            isNew ? html`<span class="new">${texts.isNew}</span>` : mail.isSent ? html`<span class="tag">${texts.sentMark}</span>` : ''
          }</span
        >${mail.subject || '–'}<small>${instantText(mail.at, language)}</small></a
      >
    </li>`;
  });
  return html`<p class="letter back"><a href="/post-office?lang=${language}">← ${texts.back}</a></p>
    <h2>${box.name}</h2>
    !${
      items.length > 0
        ? html`<ul class="list">
            !${items}
          </ul>`
        : html`<p class="letter help">${texts.empty}</p>`
    }`;
}

function letter({ language, boxes, box }: Office, open: NonNullable<Office['open']>): string {
  const texts = postOfficeTexts[language];
  const { mail, at } = open;
  const from = mail.from ? `${mail.from.name || nameOf(boxes, mail.from.address)} <${mail.from.address}>` : '–';
  const to = mail.to.map((one) => one.address).join(', ');
  const [own, quoted] =
    mail.quotedFrom === null ? [mail.text, ''] : [mail.text.slice(0, mail.quotedFrom), mail.text.slice(mail.quotedFrom)];
  const files = mail.attachments.filter((file) => file.disposition === 'attachment').map((file) => html`<li>${file.filename}</li>`);
  return html`<div class="letter">
    <p class="back"><a href="${address(box?.id, undefined, language)}">← ${texts.backToBox}</a></p>
    <span class="stamp" aria-hidden="true">DEMO<br />.example</span>
    <h1>${mail.subject || '–'}</h1>
    <dl>
      <dt>${texts.from}</dt>
      <dd>${from}</dd>
      <dt>${texts.to}</dt>
      <dd>${to}</dd>
    </dl>
    <small>${instantText(at, language)}</small>
    <pre>!${linkedText(own.trim())}</pre>
    !${
      quoted
        ? html`<details>
            <summary>…</summary>
            <div><pre class="quoted">!${linkedText(quoted.trim())}</pre></div>
          </details>`
        : ''
    }
    !${
      files.length > 0
        ? html`<h2>${texts.files}</h2>
            <ul>
              !${files}
            </ul>`
        : ''
    }
    !${open.isSent ? '' : replyForm(open, box, language)}
  </div>`;
}

function replyForm({ key, mail }: NonNullable<Office['open']>, box: ShownBox | null, language: Language): string {
  const texts = postOfficeTexts[language];
  if (!box) return '';
  if (box.role === 'shop') return html`<p class="notice soon">${texts.shopBox} <a href="/" target="_blank">${texts.openApp}</a></p>`;
  const subject = /^(re|aw):/i.test(mail.subject) ? mail.subject : `${language === 'de' ? 'AW' : 'Re'}: ${mail.subject}`;
  return html`<details>
    <summary>${texts.reply}</summary>
    <div>
      <form method="post" action="/post-office/send">
        <input type="hidden" name="lang" value="${language}" /><input type="hidden" name="from" value="${box.id}" /><input
          type="hidden"
          name="answers"
          value="${key}"
        /><input type="hidden" name="subject" value="${subject}" />
        !${field({ name: 'text', label: texts.replyAs(box.name), value: quotation(mail, language), type: 'textarea', rows: 8, required: true, maxLength: 100_000 }, language)}
        <button>${texts.send}</button>
      </form>
    </div>
  </details>`;
}

const nameOf = (boxes: ShownBox[], wanted: string): string =>
  boxes.find((box) => box.address.toLowerCase() === wanted.toLowerCase())?.name ?? wanted;

function address(box: string | undefined, mail: string | undefined, language: Language): string {
  return `/post-office?${new URLSearchParams({ ...(box ? { box } : {}), ...(mail ? { mail } : {}), lang: language })}`;
}
