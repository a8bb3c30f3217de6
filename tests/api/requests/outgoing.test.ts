import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { RunningWorker } from '../../../activities/worker.ts';
import type { Message } from '../../../api/requests/conversation.ts';
import { asTenant, type Trx } from '../../../db/client.ts';
import { openRequest } from '../../../db/requests.ts';
import { provisionTenant } from '../../tenant.ts';
import { type Person, person, startTestApi, type TestApi } from '../test-api.ts';
import { startTestWorker } from '../test-worker.ts';

const namespace = `api-${randomUUID()}`;
let api: TestApi;
let worker: RunningWorker;
let tenant: string;
let mailbox: string;
let nora: Person;
let olga: Person;

beforeAll(async () => {
  api = await startTestApi({ namespace });
  ({ tenant, mailbox } = await provisionTenant(api.url, api.db));
  worker = await startTestWorker(api, namespace);
  const skills = await asTenant(api.db, tenant, (trx) => trx.selectFrom('skill').select('key').execute());
  const able = { skills: Object.fromEntries(skills.map(({ key }) => [key, 3])), capacity: 50 };
  nora = await person(api, tenant, { ...able, name: 'Nora Brandt' });
  olga = await person(api, tenant, { ...able, name: 'Olga Ost' });
}, 90_000);
afterAll(async () => {
  await worker.stop();
  await api.close();
});

const inTenant = <T>(work: (trx: Trx) => Promise<T>): Promise<T> => asTenant(api.db, tenant, work);

/** A mail that Nora has the task of. */
async function taken() {
  const opened = await inTenant((trx) =>
    openRequest(trx, {
      channel: 'mail',
      subject: 'Rückgabe',
      language: 'de',
      mailbox,
      requester: { name: 'Karla Kunde', address: 'karla@mail.example' },
      message: { text: 'Wie kann ich meine Bestellung zurückgeben?' },
      key: randomUUID(),
    }),
  );
  await api.deliver(tenant, opened.request, opened.event);
  const { tasks, lastMessage } = (await nora.call(`GET /api/requests/${opened.request}`)).body as {
    tasks: { id: string }[];
    lastMessage: string;
  };
  const task = tasks[0]!.id;
  await nora.call(`POST /api/tasks/${task}/take`, {});
  return { request: opened.request, task, lastMessage };
}

async function answer({ request, task, lastMessage }: Awaited<ReturnType<typeof taken>>, more: object, key: string = randomUUID()) {
  const body = { text: 'So geht es.', to: [], cc: [], seenMessage: lastMessage, outcome: 'answered', task, ...more };
  const answered = await nora.call(`POST /api/requests/${request}/replies`, body, { 'idempotency-key': key });
  return { status: answered.status, body: answered.body as { message: string; heldUntil: string | null } };
}

const mailsOf = (request: string) =>
  inTenant((trx) => trx.selectFrom('outbox').select('id').where('request', '=', request).where('purpose', '=', 'answer').execute());
const taskOf = (id: string) =>
  inTenant((trx) => trx.selectFrom('task').select(['state', 'deferred_until']).where('id', '=', id).executeTakeFirstOrThrow());
const messagesOf = async (request: string): Promise<Message[]> =>
  ((await nora.call(`GET /api/requests/${request}/messages`)).body as { items: Message[] }).items;
const upload = (request: string, name: string, content: string) =>
  nora.call(`POST /api/requests/${request}/drafts/reply/files`, Buffer.from(content), {
    'content-type': 'application/octet-stream',
    'x-file-name': encodeURIComponent(name),
  });

test('an answer taken back in time has never happened: its words and files are a draft again, and it can be sent anew', async () => {
  const own = await taken();
  const { body: file } = await upload(own.request, 'Rückschein Größe.txt', 'Maß');
  const { id } = file as { id: string };
  const key = randomUUID();
  const sent = await answer(own, { hold: 30, files: [id], cc: ['zweite@mail.example'] }, key);
  expect(sent).toMatchObject({ status: 200, body: { heldUntil: expect.any(String) as string } });
  expect(await taskOf(own.task)).toMatchObject({ state: 'assigned', deferred_until: expect.any(Date) as Date });
  expect((await messagesOf(own.request)).at(-1)).toMatchObject({
    held: { scheduled: false, by: nora.id },
    attachments: [{ id }],
    delivery: null,
  });
  expect((await olga.call(`POST /api/requests/${own.request}/held/${sent.body.message}/take-back`)).status).toBe(403);

  expect((await nora.call(`POST /api/requests/${own.request}/held/${sent.body.message}/take-back`)).status).toBe(200);
  expect((await messagesOf(own.request)).map(({ type }) => type)).not.toContain('agent');
  expect(await taskOf(own.task)).toEqual({ state: 'assigned', deferred_until: null });
  const { mine } = (await nora.call(`GET /api/requests/${own.request}/drafts`)).body as { mine: { content: object }[] };
  expect(mine[0]?.content).toMatchObject({
    text: 'So geht es.',
    cc: ['zweite@mail.example'],
    files: [{ id, filename: 'Rückschein Größe.txt', size: 4 }],
  });
  expect((await nora.call(`POST /api/requests/${own.request}/held/${sent.body.message}/take-back`)).status).toBe(404);

  expect(await answer(own, { files: [id], cc: ['zweite@mail.example'] }, key)).toMatchObject({ status: 200, body: { heldUntil: null } });
  expect(await taskOf(own.task)).toMatchObject({ state: 'completed' });
  expect(await mailsOf(own.request)).toHaveLength(1);
  expect((await messagesOf(own.request)).at(-1)).toMatchObject({ attachments: [{ id }], held: null });
});

test('an answer that nobody takes back goes out by itself, once, and its task is done then', async () => {
  const own = await taken();
  const key = randomUUID();
  const sent = await answer(own, { hold: 1 }, key);
  expect((await answer(own, { hold: 1 }, key)).body.message).toBe(sent.body.message);
  expect(await mailsOf(own.request)).toHaveLength(0);
  await vi.waitFor(async () => expect(await mailsOf(own.request)).toHaveLength(1), { timeout: 20_000, interval: 200 });
  expect(await taskOf(own.task)).toMatchObject({ state: 'completed' });
  expect((await answer(own, { hold: 1 }, key)).body.message).toBe(sent.body.message);
  expect(await nora.call(`POST /api/requests/${own.request}/held/${sent.body.message}/take-back`)).toMatchObject({
    status: 409,
    body: { type: 'urn:vorgang:problem:already-sent' },
  });
});

test('an answer for another day is seen with its time, moved, and sent now instead', async () => {
  const own = await taken();
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
  expect(await answer(own, { sendAt: new Date(Date.now() - 1000).toISOString() })).toMatchObject({ status: 422 });
  const { body } = await answer(own, { sendAt: tomorrow });
  expect((await messagesOf(own.request)).at(-1)?.held).toMatchObject({ scheduled: true });
  const later = new Date(Date.now() + 2 * 86_400_000).toISOString();
  expect((await nora.call(`PUT /api/requests/${own.request}/held/${body.message}`, { sendAt: later })).status).toBe(200);
  expect((await taskOf(own.task)).deferred_until?.toISOString()).toBe(later);
  const { next_timer_at, held_until } = await inTenant((trx) =>
    trx.selectFrom('request').select(['next_timer_at', 'held_until']).where('id', '=', own.request).executeTakeFirstOrThrow(),
  );
  expect(held_until?.toISOString()).toBe(later);
  expect(next_timer_at?.toISOString()).not.toBe(later);
  expect((await nora.call(`PUT /api/requests/${own.request}/held/${body.message}`, { sendAt: null })).status).toBe(200);
  await vi.waitFor(async () => expect(await mailsOf(own.request)).toHaveLength(1), { timeout: 20_000, interval: 200 });
  const { items } = (await nora.call(`GET /api/requests/${own.request}/timeline`)).body as { items: { kind: string }[] };
  expect(items.filter(({ kind }) => kind === 'reply-held')).toHaveLength(2);
});

test('files of a draft are bounded in number and size, and only the writer’s own can be sent', async () => {
  const own = await taken();
  expect((await upload(own.request, 'leer.txt', '')).status).toBe(400);
  expect((await upload(own.request, '../../../etc/pass\u202ewd', 'x')).body).toMatchObject({ filename: 'passwd' });
  expect((await upload(own.request, 'groß.bin', 'x'.repeat(15 * 1024 * 1024 + 1))).status).toBe(413);
  expect((await upload(own.request, 'halb.bin', 'x'.repeat(10 * 1024 * 1024))).status).toBe(200);
  expect(await upload(own.request, 'halb.bin', 'x'.repeat(10 * 1024 * 1024))).toMatchObject({
    status: 413,
    body: { type: 'urn:vorgang:problem:files-too-large' },
  });
  expect(await answer(own, { files: [randomUUID()] })).toMatchObject({ status: 409 });
});

test('an answer carries the signature of its topic and language, and the conversation shows what went out', async () => {
  const admin = await person(api, tenant, { name: 'Ada', roles: ['administrator'] });
  const put = (topic: string | null, text: string) => admin.call('PUT /api/signatures', { topic, language: 'de', text });
  expect((await put(null, 'Viele Grüße\n{{ agent.name }}')).status).toBe(200);
  expect((await put(null, '{{ agent.name')).status).toBe(400);
  const own = await taken();
  await answer(own, {});
  const { content } = await inTenant((trx) =>
    trx.selectFrom('outbox').select('content').where('request', '=', own.request).where('purpose', '=', 'answer').executeTakeFirstOrThrow(),
  );
  expect(content.text).toBe('So geht es.\n\n-- \nViele Grüße\nNora Brandt');
  expect((await messagesOf(own.request)).at(-1)?.text).toBe(content.text);
  expect((await put(null, '')).status).toBe(200);
  expect((await admin.call('GET /api/signatures')).body).toEqual({ items: [] });
});
