import { html } from 'ghtml';
import { field } from '../fields.ts';
import type { Language } from '../language.ts';
import { instantText, linkedText } from '../text.ts';
import { address, bar, mailKey, type Office, shell, type ShownBox } from './frame.ts';
import { quotation } from './send.ts';
import { postOfficeTexts } from './texts.ts';
import { suggestionLinks } from './write-page.ts';

export function officePage(office: Office): string {
  const { language, box, open } = office;
  const texts = postOfficeTexts[language];
  const state = open ? 'reading' : box ? 'box' : 'start';
  const notice = office.notice ? html`<p class="notice good" role="status">${office.notice}</p>` : '';
  const content = open ? letter(office, open) : box ? html`<p class="letter help">${texts.empty}</p>` : welcome(office);
  return shell(
    office,
    open ? null : 5,
    html`!${bar(office, texts.title)}!${notice}
      <div class="office !${state}">
        <nav class="pane boxes" id="boxes" aria-label="${texts.boxes}">!${boxList(office)}</nav>
        <section class="pane mails" id="mails" aria-label="${box ? box.name : texts.chooseBox}">!${mailList(office)}</section>
        !${open || !box ? html`<article class="pane">!${content}</article>` : ''}
      </div>`,
  );
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
    <h2>${texts.suggestions}</h2>
    !${suggestionLinks(language)}
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
