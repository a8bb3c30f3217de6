import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { asTenant, type Trx } from '../../../db/client.ts';
import type { ApiDeps } from '../../app.ts';
import { deliverAll } from '../../deliver.ts';
import { failurePage, saidPage } from '../failure.ts';
import { sendPage } from '../headers.ts';
import { isLanguage, languageOf } from '../language.ts';
import { type Entry, problemsOf, readEntry, uploadLimits } from './entry.ts';
import { contactKinds } from './kinds.ts';
import { isFormToken, keepForm, keepUploads, messageText, newFormToken, openFromForm, receiptOf, sentText } from './receive.ts';
import { contactTexts } from './texts.ts';
import { type FilledForm, formPage, kindsPage, type OfferedKind, type Place, receivedPage } from './views.ts';

type Slug = { Params: { slug: string } };

/** The tenant's contact page: `GET` and `POST /contact/:slug`, and the receipt. Works without JavaScript. */
export function contactRoutes(app: FastifyInstance, deps: ApiDeps): void {
  const { db } = deps;
  app.setErrorHandler(failurePage(contactTexts));

  app.get<Slug & { Querystring: { kind?: string } }>('/contact/:slug', { config: { access: 'public' } }, async (request, reply) => {
    const place = await placeOf(request, request.params.slug);
    if (!place) return notFound(request, reply);
    const kinds = await asTenant(db, place.tenant, (trx) => offeredKinds(trx, place));
    const chosen = kinds.find((kind) => kind.key === request.query.kind);
    if (!chosen) return sendPage(reply, kindsPage(place, kinds));
    return sendPage(reply, formPage(place, chosen, { token: newFormToken(), fields: {}, errors: {}, uploads: [] }));
  });

  app.post<Slug>(
    '/contact/:slug',
    // Under `no-referrer` older browsers send no origin; there is no session here that another page could abuse.
    {
      config: { access: 'public', sameOrigin: false, rateLimit: { max: 30, timeWindow: '10 minutes' } },
      bodyLimit: 6 * uploadLimits.fileSize,
    },
    async (request, reply) => {
      const entry = await readEntry(request);
      const place = await placeOf(request, request.params.slug, entry.fields['lang']);
      if (!place) return notFound(request, reply);
      const token = isFormToken(entry.fields['form']) ? entry.fields['form'] : newFormToken();
      const outcome = await asTenant(db, place.tenant, (trx) => takeForm(trx, place, token, entry));
      if ('page' in outcome) return sendPage(reply, outcome.page, outcome.status);
      if (outcome.opened) await deliverAll(deps, place.tenant, [outcome.opened], request.log);
      return reply.redirect(`/contact/${place.slug}/received/${token}?lang=${place.language}`, 303);
    },
  );

  app.get<{ Params: { slug: string; token: string } }>(
    '/contact/:slug/received/:token',
    { config: { access: 'public' } },
    async (request, reply) => {
      const place = await placeOf(request, request.params.slug);
      if (!place || !isFormToken(request.params.token)) return notFound(request, reply);
      const receipt = await asTenant(db, place.tenant, async (trx) => {
        const found = await receiptOf(trx, request.params.token);
        if (!found) return null;
        const kind = (await offeredKinds(trx, place)).find((offered) => offered.key === found.kind);
        return { ...found, kind: kind?.title ?? found.kind };
      });
      return receipt ? sendPage(reply, receivedPage(place, receipt)) : notFound(request, reply);
    },
  );

  async function placeOf(request: FastifyRequest, slug: string, lang?: string): Promise<(Place & { tenant: string }) | null> {
    const { rows } = await sql<{
      tenant: string;
      name: string;
      language: string;
    }>`select tenant, name, language from tenant_by_slug(${slug})`.execute(db);
    const [row] = rows;
    if (!row) return null;
    return { tenant: row.tenant, slug, owner: row.name, language: isLanguage(lang) ? lang : languageOf(request, row.language) };
  }
}

type Outcome = { page: string; status: number } | { opened: { request: string; event: string } | null };

/** One sending of a form, in one transaction: back to the customer with what is wrong, or a request. */
async function takeForm(trx: Trx, place: Place, token: string, entry: Entry): Promise<Outcome> {
  const { language } = place;
  const kinds = await offeredKinds(trx, place);
  const kind = kinds.find((offered) => offered.key === entry.fields['kind']);
  if (!kind) return { page: kindsPage(place, kinds), status: 422 };
  const form = await keepForm(trx, token);
  if (form.request) {
    const sent = await sentText(trx, form.request);
    if (sent.text === messageText(kind, entry, language)) return { opened: null };
    // Back, changed, sent again: a second message, not a second click.
    const again = {
      token: newFormToken(),
      fields: entry.fields,
      errors: {},
      uploads: [],
      notice: contactTexts[language].changedAfterSending(sent.number),
    };
    return { page: formPage(place, kind, again), status: 422 };
  }
  const { kept, tooMany } = await keepUploads(trx, form.id, entry);
  for (const filename of tooMany) entry.refused.push({ filename, reason: 'count' });
  const isSwitch = entry.fields['action'] === 'switch';
  const errors = isSwitch ? {} : problemsOf(entry, kind, language);
  if (!isSwitch && Object.keys(errors).length === 0) return { opened: await openFromForm(trx, { form: form.id, kind, entry, language }) };
  const filled: FilledForm = { token, fields: entry.fields, errors, uploads: kept };
  if (!isSwitch) return { page: formPage(place, kind, filled), status: 422 };
  const other = { ...place, language: language === 'de' ? ('en' as const) : ('de' as const) };
  const renamed = (await offeredKinds(trx, other)).find((offered) => offered.key === kind.key) ?? kind;
  return { page: formPage(other, renamed, filled), status: 200 };
}

/** The tenant's kinds that customers may choose, titled in their language, in the page's order. */
async function offeredKinds(trx: Trx, { language }: Place): Promise<OfferedKind[]> {
  const rows = await trx.selectFrom('kind').selectAll().execute();
  const titles = new Map(rows.map((row) => [row.key, language === 'de' ? row.title_de : row.title_en]));
  return contactKinds.flatMap((kind) => {
    const title = titles.get(kind.key);
    return title === undefined ? [] : [{ ...kind, title }];
  });
}

function notFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const language = languageOf(request, 'de');
  const texts = contactTexts[language];
  return sendPage(reply, saidPage(texts.notFound, texts.notFoundText, language), 404);
}
