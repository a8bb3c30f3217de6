import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { asTenant } from '../../../db/client.ts';
import type { ApiDeps } from '../../app.ts';
import { deliverAll } from '../../deliver.ts';
import { ProblemError } from '../../problems.ts';
import { failurePage, saidPage } from '../failure.ts';
import { privately, sendPage } from '../headers.ts';
import { isLanguage, type Language, languageOf } from '../language.ts';
import { contextFile, contextOf, type Question, questionOf, saveDraft, settle, type Settlement } from './consultation.ts';
import { declineReasons, type DeclineReason, expertTexts } from './texts.ts';
import { type AnswerForm, knockPage, questionPage, settledPage } from './views.ts';
import { consultationByLink, consultationByVisit, type Opened, startVisit, visitSeconds } from './visit.ts';

type Link = { Params: { token: string } };
type Visit = { Params: { id: string } };
type Form = { Body: Record<string, string> | undefined };
const cookieName = 'expert';
const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

/** What an expert outside sees: the signed link (`/expert/:token`), and behind a click the question (`/expert/questions/:id`). */
export function expertRoutes(app: FastifyInstance, deps: ApiDeps): void {
  const { db } = deps;
  const secure = deps.config.appUrl.startsWith('https:');
  app.setErrorHandler(failurePage(expertTexts));
  // Under `no-referrer` older browsers send no origin. What proves the intent is the link's own token, and then a cookie that browsers do not send
  // along from other sites (SameSite).
  const link = { config: { access: 'public' as const, sameOrigin: false, rateLimit: { max: 60, timeWindow: '10 minutes' } } };
  const visit = { config: { access: 'public' as const, sameOrigin: false, rateLimit: { max: 120, timeWindow: '10 minutes' } } };

  app.get<Link>('/expert/:token', link, async (request, reply) => {
    const opened = await consultationByLink(db, request.params.token);
    if (!opened) return unknownLink(request, reply);
    const question = await asTenant(db, opened.tenant, (trx) => questionOf(trx, opened.id));
    const language = languageFor(request, question);
    if (question.view === 'expired') return sendPage(reply, settledPage(question, language), 410);
    return sendPage(reply, knockPage(question, language, `/expert/${request.params.token}`));
  });

  app.post<Link>('/expert/:token', link, async (request, reply) => {
    const opened = await consultationByLink(db, request.params.token);
    if (!opened) return unknownLink(request, reply);
    const question = await asTenant(db, opened.tenant, (trx) => questionOf(trx, opened.id));
    const language = languageFor(request, question);
    if (question.view === 'expired') return sendPage(reply, settledPage(question, language), 410);
    const path = `/expert/questions/${opened.id}`;
    const secret = await startVisit(db, opened);
    reply.setCookie(cookieName, secret, { path, httpOnly: true, sameSite: 'lax', secure, maxAge: visitSeconds });
    return privately(reply).redirect(`${path}?lang=${language}`, 303);
  });

  app.get<Visit>(`/expert/questions/:id(^${uuid}$)`, visit, async (request, reply) => {
    const opened = await visited(request);
    if (!opened) return notVisiting(request, reply);
    const question = await asTenant(db, opened.tenant, (trx) => questionOf(trx, opened.id));
    return showQuestion(reply, opened, question, languageFor(request, question), blankForm(question.draft));
  });

  app.post<Visit & Form>(`/expert/questions/:id(^${uuid}$)`, visit, async (request, reply) => {
    const opened = await visited(request);
    if (!opened) return notVisiting(request, reply);
    const fields = request.body ?? {};
    const question = await asTenant(db, opened.tenant, (trx) => questionOf(trx, opened.id));
    const language = isLanguage(fields['lang']) ? fields['lang'] : languageFor(request, question);
    const form = formOf(fields, language);
    const settlement = Object.keys(form.errors).length > 0 ? null : settlementOf(fields, form);
    if (!settlement) {
      // Whatever was pressed, nothing typed is lost: it is on the server before the page comes back.
      await asTenant(db, opened.tenant, (trx) => saveDraft(trx, opened.id, form.answer.slice(0, 100_000)));
      const shown = fields['action'] === 'switch' ? (language === 'de' ? 'en' : 'de') : language;
      return showQuestion(reply, opened, question, shown, form);
    }
    const settled = await asTenant(db, opened.tenant, (trx) => settle(trx, opened.id, settlement));
    if (settled) await deliverAll(deps, opened.tenant, [settled], request.log).catch(ignoreRefusal);
    return privately(reply).redirect(`/expert/questions/${opened.id}?lang=${language}`, 303);
  });

  app.get<{ Params: { id: string; file: string } }>(
    `/expert/questions/:id(^${uuid}$)/files/:file(^${uuid}$)`,
    visit,
    async (request, reply) => {
      const opened = await visited(request);
      if (!opened) return notVisiting(request, reply);
      const file = await asTenant(db, opened.tenant, async (trx) => {
        const question = await questionOf(trx, opened.id);
        return question.view === 'open' ? contextFile(trx, opened.id, request.params.file) : null;
      });
      if (!file) return notVisiting(request, reply, 404);
      return privately(reply)
        .header('content-security-policy', "default-src 'none'; sandbox")
        .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.filename)}`)
        .type('application/octet-stream')
        .send(file.content);
    },
  );

  function visited(request: FastifyRequest<Visit>): Promise<Opened | null> {
    return consultationByVisit(db, request.cookies[cookieName], request.params.id);
  }

  async function showQuestion(
    reply: FastifyReply,
    opened: Opened,
    question: Question,
    language: Language,
    form: AnswerForm,
  ): Promise<FastifyReply> {
    if (question.view !== 'open') return sendPage(reply, settledPage(question, language));
    const context = await asTenant(db, opened.tenant, (trx) => contextOf(trx, opened.id));
    return sendPage(reply, questionPage(question, context, form, language), Object.keys(form.errors).length > 0 ? 422 : 200);
  }
}

const blankForm = (answer: string): AnswerForm => ({ answer, reason: '', reasonText: '', errors: {}, draftSavedAt: null });

/** What was typed, and what is wrong with it for the button that was pressed. */
function formOf(fields: Record<string, string>, language: Language): AnswerForm {
  const texts = expertTexts[language];
  const answer = (fields['answer'] ?? '').replaceAll('\r\n', '\n').trim();
  const form = { ...blankForm(answer), reason: fields['reason'] ?? '', reasonText: (fields['reason-text'] ?? '').trim().slice(0, 2000) };
  if (fields['action'] === 'send' && answer === '') form.errors['answer'] = texts.answerMissing;
  if (answer.length > 20_000) form.errors['answer'] = texts.answerTooLong;
  if (fields['action'] === 'decline' && !isReason(form.reason)) form.errors['reason'] = texts.reasonMissing;
  return { ...form, draftSavedAt: fields['action'] === 'draft' ? new Date() : null };
}

function settlementOf(fields: Record<string, string>, form: AnswerForm): Settlement | null {
  if (fields['action'] === 'send') return { state: 'answered', text: form.answer };
  if (fields['action'] === 'decline' && isReason(form.reason)) return { state: 'declined', reason: form.reason, text: form.reasonText };
  return null;
}

const isReason = (text: string): text is DeclineReason => (declineReasons as readonly string[]).includes(text);

/** The question's own language unless the page was asked for another. */
function languageFor(request: FastifyRequest, question: Question): Language {
  const asked = (request.query as { lang?: unknown }).lang;
  return isLanguage(asked) ? asked : question.language;
}

function unknownLink(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const language = languageOf(request, 'de');
  const texts = expertTexts[language];
  return sendPage(reply, saidPage(texts.unknown, texts.unknownText, language, 'Vorgang'), 404);
}

function notVisiting(request: FastifyRequest, reply: FastifyReply, status = 403): FastifyReply {
  const language = languageOf(request, 'de');
  const texts = expertTexts[language];
  return sendPage(reply, saidPage(texts.again, texts.againText, language, 'Vorgang'), status);
}

/** The process went on without this answer: it is kept with the request all the same, and the expert can do nothing about it. */
function ignoreRefusal(error: unknown): void {
  if (!(error instanceof ProblemError)) throw error;
}
