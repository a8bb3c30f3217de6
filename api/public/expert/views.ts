import { html } from 'ghtml';
import { choices, errorSummary, field } from '../fields.ts';
import type { Language } from '../language.ts';
import { page } from '../page.ts';
import { instantText, paragraphs } from '../text.ts';
import type { ContextMessage, Question } from './consultation.ts';
import { declineReasons, expertTexts } from './texts.ts';

/** What stands in the form: what was typed last, what is wrong, whether a draft was just saved. */
export interface AnswerForm {
  answer: string;
  reason: string;
  reasonText: string;
  errors: Record<string, string>;
  draftSavedAt: Date | null;
}

/** What a link shows before a person has clicked: nothing of the request. */
export function knockPage(question: Question, language: Language, action: string): string {
  const texts = expertTexts[language];
  return page({
    language,
    owner: question.owner,
    title: texts.knock,
    corner: switchLink(language, action),
    body: html`<h1>${texts.knock}</h1>
      <p class="lead">${texts.knockText(question.owner)}</p>
      <form class="sheet" method="post" action="${action}?lang=${language}">
        <p>${texts.due}<br /><span class="big">${instantText(question.dueAt, language)}</span></p>
        <div class="actions"><button>${texts.open}</button></div>
      </form>
      <p class="help">${texts.knockNote}</p>`,
  });
}

export function questionPage(question: Question, context: ContextMessage[], form: AnswerForm, language: Language): string {
  const texts = expertTexts[language];
  const base = `/expert/questions/${question.id}`;
  const options = declineReasons.map((reason) => ({ value: reason, label: texts.reasons[reason] }));
  const declining = form.errors['reason'] !== undefined;
  const isLate = Date.now() > question.dueAt.getTime();
  return page({
    language,
    owner: question.owner,
    title: texts.title(question.subject),
    corner: html`<button class="trap" form="answering" name="action" value="send" tabindex="-1" aria-hidden="true">${texts.send}</button>
      <button form="answering" name="action" value="switch" formnovalidate lang="${other(language)}">${texts.switchTo}</button>`,
    body: html`!${errorSummary(form.errors, language)}!${
      form.draftSavedAt ? html`<p class="notice good" role="status">${texts.draftSaved(clock(form.draftSavedAt, language))}</p>` : ''
    }
<p class="lead">${texts.asks(question.asker ?? texts.someone)}</p>
<h1>${question.subject}</h1>
<div class="question">!${paragraphs(question.question)}</div>
<p>${texts.due} <strong>${instantText(question.dueAt, language)}</strong>!${isLate ? html`<br /><span class="error">${texts.overdueSoon}</span>` : ''}</p>
!${contextSection(context, base, language)}
<form class="sheet" id="answering" method="post" action="${base}">
<input type="hidden" name="lang" value="${language}" />
!${field({ name: 'answer', label: texts.answer, help: texts.answerHelp, value: form.answer, error: form.errors['answer'], type: 'textarea', rows: 9, required: true, maxLength: 20_000 }, language)}
<div class="actions"><button name="action" value="send">${texts.send}</button><button class="quiet" name="action" value="draft" formnovalidate>${texts.draft}</button></div>
<p class="help">${texts.draftHint}</p>
<details!${declining ? ' open' : ''}><summary>${texts.decline}</summary><div>
!${choices({ name: 'reason', legend: texts.declineReason, value: form.reason, error: form.errors['reason'], required: false, options })}
!${field({ name: 'reason-text', label: texts.declineText, value: form.reasonText, type: 'textarea', rows: 3, maxLength: 2000 }, language)}
<button class="quiet" name="action" value="decline" formnovalidate>${texts.declineSend}</button></div></details>
</form>`,
  });
}

/** Answered, declined, overdue, withdrawn, expired: said in words; an answer is shown. */
export function settledPage(question: Question, language: Language): string {
  const texts = expertTexts[language];
  const asker = question.asker ?? texts.someone;
  const view = question.view === 'open' ? 'expired' : question.view;
  const said = {
    answered: [texts.answered, texts.answeredText(asker)],
    declined: [texts.declined, texts.declinedText(asker)],
    overdue: [texts.overdue, texts.overdueText(instantText(question.dueAt, language))],
    revoked: [texts.revoked, texts.revokedText],
    expired: [texts.expired, texts.expiredText],
  }[view];
  const isDone = view === 'answered' || view === 'declined';
  const text = question.answer ?? question.declineReason;
  const answer =
    isDone && text
      ? html`<h2>${texts.yourAnswer}</h2>
          !${paragraphs(text)}`
      : '';
  const sent =
    isDone && question.answeredAt ? html`<p class="help">${texts.answeredAt}: ${instantText(question.answeredAt, language)}</p>` : '';
  const repeated = isDone
    ? html`<div class="sheet">
        <h2>${texts.theQuestion}</h2>
        <div class="question">!${paragraphs(question.question)}</div>
        !${answer}!${sent}
      </div>`
    : '';
  return page({
    language,
    owner: question.owner,
    title: said[0] ?? '',
    body: html`<h1>${said[0]}</h1>
      <div class="notice !${isDone ? 'good' : 'soon'}" role="status"><p>${said[1]}</p></div>
      !${repeated}`,
  });
}

function contextSection(context: ContextMessage[], base: string, language: Language): string {
  if (context.length === 0) return '';
  const texts = expertTexts[language];
  const items = context.map((message) => {
    const from = texts.from[message.type as keyof typeof texts.from] ?? texts.from.other;
    const files = message.attachments.map((file) => html`<li><a href="${base}/files/${file.id}">${file.filename}</a></li>`);
    return html`<details>
      <summary>${from}!${message.author ? html`: ${message.author}` : ''} <small>${instantText(message.at, language)}</small></summary>
      <div>
        !${paragraphs(message.text)}!${
          files.length > 0
            ? html`<ul class="files">
                !${files}
              </ul>`
            : ''
        }
      </div>
    </details>`;
  });
  return html`<section aria-label="${texts.context}">
    <h2>${texts.context}</h2>
    <p class="help">${texts.contextHelp}</p>
    !${items}
  </section>`;
}

const other = (language: Language): Language => (language === 'de' ? 'en' : 'de');
const switchLink = (language: Language, path: string) =>
  html`<a href="${path}?lang=${other(language)}" lang="${other(language)}" hreflang="${other(language)}"
    >${expertTexts[language].switchTo}</a
  >`;
const clock = (at: Date, language: Language) =>
  new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Berlin' }).format(
    at,
  );
