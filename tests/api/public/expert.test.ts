import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { json } from '../../../db/client.ts';
import { openRequest } from '../../../db/requests.ts';
import type { ConsultationState } from '../../../db/schema.ts';
import { openShop, type Shop } from './shop.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

interface Asked {
  id: string;
  request: string;
  token: string;
  messages: { chosen: string; hidden: string };
}

async function ask({
  state = 'open',
  dueAt = new Date(Date.now() + 86_400_000),
}: { state?: ConsultationState; dueAt?: Date } = {}): Promise<Asked> {
  const token = randomBytes(32).toString('base64url');
  return shop.within(async (trx) => {
    const opened = await openRequest(trx, {
      channel: 'mail',
      subject: 'Zahnbürste defekt',
      language: 'de',
      requester: { name: 'Anna Berg', address: 'anna.berg@post.example' },
      message: {
        text: 'Die Bürste lädt nicht mehr.',
        attachments: [{ filename: 'akku.pdf', contentType: 'application/pdf', content: Buffer.from('pdf') }],
      },
      key: `test:${token}`,
    });
    const hidden = await trx
      .insertInto('message')
      .values({ request: opened.request, type: 'note', channel: 'mail', text: 'Interne Notiz, geheim', author_name: 'Ben' })
      .returning('id')
      .executeTakeFirstOrThrow();
    const { id } = await trx
      .insertInto('consultation')
      .values({
        request: opened.request,
        expert_address: 'egon.akku@werkstatt.example',
        expert_name: 'Egon Akku',
        subject: 'Akku tauschen?',
        question: 'Lohnt sich <b>der Tausch</b> noch?',
        context: json([opened.message]),
        token_hash: createHash('sha256').update(token).digest(),
        due_at: dueAt,
        state,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return { id, request: opened.request, token, messages: { chosen: opened.message, hidden: hidden.id } };
  });
}

async function visit(asked: Asked): Promise<string> {
  const opened = await shop.app.inject({ method: 'POST', url: `/expert/${asked.token}` });
  return `expert=${opened.cookies.find((cookie) => cookie.name === 'expert')?.value}`;
}
const look = (asked: Asked, cookie: string) => shop.app.inject({ url: `/expert/questions/${asked.id}`, headers: { cookie } });
const press = (asked: Asked, cookie: string, fields: Record<string, string>) =>
  shop.app.inject({
    method: 'POST',
    url: `/expert/questions/${asked.id}`,
    headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ lang: 'de', ...fields }).toString(),
  });
const row = (asked: Asked) =>
  shop.within((trx) => trx.selectFrom('consultation').selectAll().where('id', '=', asked.id).executeTakeFirstOrThrow());
const events = (asked: Asked) =>
  shop.within((trx) =>
    trx
      .selectFrom('request_event')
      .select(['kind', 'payload', 'actor', 'idempotency_key'])
      .where('request', '=', asked.request)
      .where('kind', '=', 'expert-answered')
      .execute(),
  );

test('opening the link has no effect and shows nothing of the request, however often a scanner does it', async () => {
  const asked = await ask();
  const before = await row(asked);
  for (const method of ['GET', 'HEAD', 'GET'] as const) {
    const answer = await shop.app.inject({ method, url: `/expert/${asked.token}` });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['referrer-policy']).toBe('no-referrer');
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(answer.body).not.toContain('Tausch');
  }
  expect(await row(asked)).toEqual(before);
  expect(await shop.within((trx) => trx.selectFrom('expert_visit').selectAll().where('consultation', '=', asked.id).execute())).toEqual([]);
});

test('a click exchanges the link for a cookie that is bound to this one question', async () => {
  const [asked, other] = [await ask(), await ask()];
  const opened = await shop.app.inject({ method: 'POST', url: `/expert/${asked.token}`, headers: { 'sec-fetch-site': 'cross-site' } });
  expect(opened.statusCode).toBe(303);
  const [cookie] = opened.cookies;
  expect(cookie).toMatchObject({ name: 'expert', httpOnly: true, sameSite: 'Lax', path: `/expert/questions/${asked.id}` });
  expect(cookie!.value).not.toBe(asked.token);
  expect((await look(asked, `expert=${cookie!.value}`)).statusCode).toBe(200);
  expect((await look(other, `expert=${cookie!.value}`)).statusCode).toBe(403);
  expect((await look(asked, '')).statusCode).toBe(403);
  expect((await look(asked, `expert=${asked.token}`)).statusCode).toBe(403);
});

test('the page shows the question, who asks and the chosen messages, and no other', async () => {
  const asked = await ask();
  const { body } = await look(asked, await visit(asked));
  expect(body).toContain('Akku tauschen?');
  expect(body).toContain('Lohnt sich &#60;b&#62;der Tausch&#60;/b&#62; noch?');
  expect(body).toContain('Die Bürste lädt nicht mehr.');
  expect(body).not.toContain('geheim');
});

test('files of chosen messages can be fetched, as downloads only, and of no other message', async () => {
  const asked = await ask();
  const other = await ask();
  const cookie = await visit(asked);
  const fileOf = (one: Asked) =>
    shop.within((trx) => trx.selectFrom('attachment').select('id').where('message', '=', one.messages.chosen).executeTakeFirstOrThrow());
  const own = await shop.app.inject({ url: `/expert/questions/${asked.id}/files/${(await fileOf(asked)).id}`, headers: { cookie } });
  expect(own.statusCode).toBe(200);
  expect(own.headers['content-disposition']).toContain('attachment');
  const foreign = await shop.app.inject({ url: `/expert/questions/${asked.id}/files/${(await fileOf(other)).id}`, headers: { cookie } });
  expect(foreign.statusCode).toBe(404);
});

test('an answer is kept once, as a message and an event, and then shown', async () => {
  const asked = await ask();
  const cookie = await visit(asked);
  const [first, second] = await Promise.all([
    press(asked, cookie, { action: 'send', answer: 'Nein, der Akku ist verklebt.' }),
    press(asked, cookie, { action: 'send', answer: 'Nein, der Akku ist verklebt.' }),
  ]);
  expect([first.statusCode, second.statusCode]).toEqual([303, 303]);
  expect(await row(asked)).toMatchObject({
    state: 'answered',
    answer: 'Nein, der Akku ist verklebt.',
    answered_by: 'egon.akku@werkstatt.example',
    draft: null,
  });
  expect(await events(asked)).toEqual([
    {
      kind: 'expert-answered',
      payload: { consultation: asked.id },
      actor: { type: 'expert', id: asked.id },
      idempotency_key: `expert-answer:${asked.id}`,
    },
  ]);
  const messages = await shop.within((trx) => trx.selectFrom('message').selectAll().where('consultation', '=', asked.id).execute());
  expect(messages).toMatchObject([{ type: 'expert-answer', text: 'Nein, der Akku ist verklebt.', author_name: 'Egon Akku' }]);
  const { body } = await look(asked, cookie);
  expect(body).toContain('Ihre Antwort ist angekommen');
  expect(body).toContain('Nein, der Akku ist verklebt.');
  expect(body).not.toContain('Die Bürste lädt nicht mehr.');
});

test('an empty answer is refused; what was typed elsewhere on the page is on the server before the page comes back', async () => {
  const asked = await ask();
  const cookie = await visit(asked);
  const empty = await press(asked, cookie, { action: 'send', answer: '  ' });
  expect(empty.statusCode).toBe(422);
  expect(empty.body).toContain('<a href="#answer">');
  const noReason = await press(asked, cookie, { action: 'decline', answer: 'Halb fertig' });
  expect(noReason.statusCode).toBe(422);
  expect((await row(asked)).draft).toBe('Halb fertig');
  expect(await events(asked)).toEqual([]);
});

test('a draft outlasts the visit: another device finds it under the same link', async () => {
  const asked = await ask();
  const saved = await press(asked, await visit(asked), { action: 'draft', answer: 'Ich prüfe noch.' });
  expect(saved.body).toContain('Entwurf gespeichert');
  expect((await row(asked)).state).toBe('open');
  expect((await look(asked, await visit(asked))).body).toContain('Ich prüfe noch.');
});

test('declining takes a reason, tells it in words and ends the question', async () => {
  const asked = await ask();
  const cookie = await visit(asked);
  await press(asked, cookie, { action: 'decline', reason: 'not-mine', 'reason-text': 'Fragen Sie Frau Volt.' });
  expect(await row(asked)).toMatchObject({ state: 'declined', decline_reason: 'Das ist nicht mein Gebiet: Fragen Sie Frau Volt.' });
  expect(await events(asked)).toHaveLength(1);
  expect((await look(asked, cookie)).body).toContain('Sie haben abgesagt');
});

test.each([
  ['overdue', 'Die Frist ist vorbei'],
  ['revoked', 'Diese Frage hat sich erledigt'],
] as const)('a question that is %s says so and takes no answer', async (state, words) => {
  const asked = await ask({ state });
  const cookie = await visit(asked);
  expect((await look(asked, cookie)).body).toContain(words);
  await press(asked, cookie, { action: 'send', answer: 'Zu spät' });
  expect((await row(asked)).state).toBe(state);
  expect(await events(asked)).toEqual([]);
});

test('a link dies thirty days after its date', async () => {
  const asked = await ask({ dueAt: new Date(Date.now() - 31 * 86_400_000) });
  const answer = await shop.app.inject({ url: `/expert/${asked.token}` });
  expect(answer.statusCode).toBe(410);
  expect(answer.body).toContain('Dieser Link ist abgelaufen');
  expect((await shop.app.inject({ method: 'POST', url: `/expert/${asked.token}` })).statusCode).toBe(410);
});

test('an unknown link is a page without a hint, and no link or cookie stands in the log', async () => {
  const asked = await ask();
  const cookie = await visit(asked);
  await look(asked, cookie);
  expect((await shop.app.inject({ url: `/expert/${'x'.repeat(43)}` })).statusCode).toBe(404);
  expect((await shop.app.inject({ url: '/expert/short' })).statusCode).toBe(404);
  const log = shop.logged.join('');
  for (const secret of [asked.token, cookie.slice(7), 'Egon']) expect(log).not.toContain(secret);
});
