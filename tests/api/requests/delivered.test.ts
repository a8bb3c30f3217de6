import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningWorker } from '../../../activities/worker.ts';
import { asTenant, type Trx } from '../../../db/client.ts';
import { insertMessage } from '../../../db/messages.ts';
import { openRequest } from '../../../db/requests.ts';
import { provisionTenant } from '../../tenant.ts';
import { type Person, person, startTestApi, type TestApi } from '../test-api.ts';
import { startTestWorker } from '../test-worker.ts';

// A namespace of its own: the task queue's name is the product's.
const namespace = `api-${randomUUID()}`;
let api: TestApi;
let worker: RunningWorker;
let tenant: string;
let mailbox: string;
let nora: Person;
let lead: Person;

beforeAll(async () => {
  api = await startTestApi({ namespace });
  ({ tenant, mailbox } = await provisionTenant(api.url, api.db));
  worker = await startTestWorker(api, namespace);
  const skills = await asTenant(api.db, tenant, (trx) => trx.selectFrom('skill').select('key').execute());
  const able = { skills: Object.fromEntries(skills.map(({ key }) => [key, 3])), capacity: 50 };
  nora = await person(api, tenant, { ...able, skills: { ...able.skills, competence: 1 }, name: 'Nora Brandt' });
  lead = await person(api, tenant, { ...able, name: 'Lea Dorn', roles: ['lead'] });
}, 90_000);
afterAll(async () => {
  await worker.stop();
  await api.close();
});

const inTenant = <T>(work: (trx: Trx) => Promise<T>): Promise<T> => asTenant(api.db, tenant, work);
interface Detail {
  status: string;
  waitingFor: string;
  lastMessage: string;
  owner: { id: string } | null;
  steps: { name: string }[];
  tasks: { id: string; state: string; title: string }[];
  actions: { askExpert: boolean; close: boolean };
  consultations: { id: string; state: string }[];
  number: string;
}
const detailOf = async (request: string, who = nora): Promise<Detail> => (await who.call(`GET /api/requests/${request}`)).body;

/** A mail has come in and its process has run to the task. */
async function arrived(subject: string, text: string): Promise<string> {
  const opened = await inTenant((trx) =>
    openRequest(trx, {
      channel: 'mail',
      subject,
      language: 'de',
      mailbox,
      requester: { name: 'Karla Kunde', address: 'karla@mail.example' },
      message: { text, subject },
      key: randomUUID(),
    }),
  );
  await api.deliver(tenant, opened.request, opened.event);
  return opened.request;
}

const reply = (request: string, body: object, key: string = randomUUID(), who = nora) =>
  who.call(`POST /api/requests/${request}/replies`, { to: [], cc: [], outcome: null, task: null, ...body }, { 'idempotency-key': key });

test('an answer completes the task: the mail waits to go out once, whatever is clicked twice', async () => {
  const request = await arrived('Rückgabe', 'Wie kann ich meine Bestellung zurückgeben?');
  const before = await detailOf(request);
  expect(before).toMatchObject({ status: 'open', waitingFor: 'agent' });
  const task = before.tasks[0]!.id;
  const key = randomUUID();
  const body = { text: 'Guten Tag, so geht es: …', seenMessage: before.lastMessage, outcome: 'answered', task };
  const answers = [await reply(request, body, key), await reply(request, body, key)];
  for (const { status } of answers) expect(status).toBe(200);
  expect((answers[0]!.body as { pending: boolean; message: string }).pending).toBe(false);
  expect((answers[1]!.body as { message: string }).message).toBe((answers[0]!.body as { message: string }).message);
  const after = await detailOf(request);
  expect(after.tasks[0]).toMatchObject({ id: task, state: 'completed' });
  const mails = await inTenant((trx) =>
    trx.selectFrom('outbox').select(['purpose', 'recipients']).where('request', '=', request).where('purpose', '=', 'answer').execute(),
  );
  expect(mails).toEqual([{ purpose: 'answer', recipients: ['karla@mail.example'] }]);
  const { body: messages } = await nora.call(`GET /api/requests/${request}/messages`);
  expect((messages as { items: object[] }).items).toContainEqual(
    expect.objectContaining({
      type: 'agent',
      text: body.text,
      author: { account: nora.id, name: 'Nora Brandt' },
      delivery: expect.objectContaining({ state: expect.any(String) as string }) as object,
    }),
  );
});

test('what is above the limit is told to nobody before it is approved, and not closed with either', async () => {
  const request = await arrived('Beschwerde', 'Ich beschwere mich: das Gerät ist schon wieder kaputt.');
  const { lastMessage, tasks } = await detailOf(request);
  const task = tasks[0]!.id;
  const { form } = (await nora.call(`POST /api/tasks/${task}/take`, {})).body as { form: { version: number } };
  const variables = { remedy: 'refund', amount: 5000, proposal: 'Alles zurück.' };
  const body = { text: 'Sie bekommen alles zurück.', seenMessage: lastMessage, outcome: 'answered', task, variables };
  const refusal = { status: 409, body: { type: 'urn:vorgang:problem:above-limit' } };
  expect(await reply(request, body)).toMatchObject(refusal);
  // Nor beside the task, once the form has it, nor by closing.
  expect((await nora.call(`PUT /api/tasks/${task}/form`, { data: variables, version: form.version })).status).toBe(200);
  expect(await reply(request, { text: body.text, seenMessage: lastMessage })).toMatchObject(refusal);
  expect(await nora.call(`POST /api/tasks/${task}/complete`, { outcome: 'closed', data: variables })).toMatchObject(refusal);
  const sent = await inTenant((trx) =>
    trx.selectFrom('outbox').select('id').where('request', '=', request).where('purpose', '=', 'answer').execute(),
  );
  expect(sent).toEqual([]);
  // A form cannot bring its own limit along either.
  const forged = { ...variables, amount: 60, handling: { limit: 9999 }, approval: { needed: false } };
  expect((await nora.call(`POST /api/tasks/${task}/complete`, { outcome: 'proposed', data: forged })).status).toBe(200);
  const boss = await person(api, tenant, { name: 'Svenja', skills: { competence: 2 } });
  const open = async () => (await detailOf(request)).tasks.find(({ state }) => state === 'waiting' || state === 'assigned')!;
  const approval = await open();
  expect(approval.title).toBe('Lösung freigeben oder ändern');
  expect((await nora.call(`POST /api/tasks/${approval.id}/take`, {})).status).toBe(409);
  const decision = { decision: 'changed', remedy: 'refund', amount: 50, proposal: 'Erstattung 50 Euro', approvalNote: 'Nicht mehr.' };
  expect((await boss.call(`POST /api/tasks/${approval.id}/complete`, { outcome: 'decided', data: decision })).status).toBe(200);
  const told = await open();
  expect((await nora.call(`GET /api/tasks/${told.id}`)).body).toMatchObject({
    title: 'Lösung mitteilen',
    form: { data: { decision: 'changed', granted: 50, approvalNote: 'Nicht mehr.', preferred: nora.id } },
  });
  const granted = await inTenant((trx) => trx.selectFrom('granted').select(['account', 'amount']).execute());
  expect(granted).toEqual([{ account: boss.id, amount: '50.00' }]);
});

test('what an expert is asked and what is withdrawn moves the process', async () => {
  const request = await arrived('Beschwerde', 'Ich beschwere mich: das Gerät ist schon wieder kaputt.');
  expect((await detailOf(request)).actions.askExpert).toBe(true);
  const before = await detailOf(request);
  const asked = await nora.call(
    `POST /api/requests/${request}/consultations`,
    {
      expertAddress: 'labor@partner.example',
      expertName: 'Dr. Lab',
      question: 'Ist das ein Serienfehler?',
      dueAt: new Date(Date.now() + 24 * 3600_000).toISOString(),
      context: [before.lastMessage],
    },
    { 'idempotency-key': randomUUID() },
  );
  expect(asked).toMatchObject({ status: 200, body: { saved: true, pending: false } });
  const { consultation } = asked.body as { consultation: string };
  expect(await detailOf(request)).toMatchObject({ waitingFor: 'expert', consultations: [{ id: consultation, state: 'open' }] });
  expect((await nora.call(`DELETE /api/requests/${request}/consultations/${consultation}`)).status).toBe(200);
  expect(await detailOf(request)).toMatchObject({ waitingFor: 'agent', consultations: [{ id: consultation, state: 'revoked' }] });
  expect(await nora.call(`DELETE /api/requests/${request}/consultations/${consultation}`)).toMatchObject({
    status: 409,
    body: { type: 'urn:vorgang:problem:consultation-settled' },
  });
  expect((await nora.call('GET /api/experts?search=lab')).body).toMatchObject({
    items: [{ address: 'labor@partner.example', name: 'Dr. Lab', asked: 1 }],
  });
});

test('a request shows its tokens on the diagram of its own version', async () => {
  const request = await arrived('Allgemeine Frage', 'Haben Sie auch samstags geöffnet?');
  const { body } = await nora.call(`GET /api/requests/${request}/diagram`);
  const { graphs, tokens } = body as {
    graphs: { graph: string; xml: string; version: number }[];
    tokens: { graph: string; element: string }[];
  };
  expect(graphs.length).toBeGreaterThan(0);
  expect(tokens.length).toBeGreaterThan(0);
  for (const { graph, element } of tokens) expect(graphs.find((one) => one.graph === graph)?.xml).toContain(`id="${element}"`);
  expect((await detailOf(request)).steps.every(({ name }) => name.length > 0)).toBe(true);
});

test('a lead closes a request with a reason; then nobody can answer it any more', async () => {
  const request = await arrived('Doppelt', 'Diese Mail kam zweimal.');
  const { lastMessage } = await detailOf(request);
  expect((await nora.call(`POST /api/requests/${request}/close`, { reason: 'Doppelt' })).status).toBe(403);
  expect(await lead.call(`POST /api/requests/${request}/close`, { reason: 'Doppelt' })).toMatchObject({
    status: 200,
    body: { pending: false },
  });
  expect(await detailOf(request)).toMatchObject({ waitingFor: 'nobody', actions: { close: false } });
  expect(await reply(request, { text: 'Hallo', seenMessage: lastMessage })).toMatchObject({
    status: 409,
    body: { type: 'urn:vorgang:problem:request-closed' },
  });
});

test('a form completes its step with the values that were saved', async () => {
  const request = await arrived('Lieferung', 'Wo bleibt mein Paket?');
  const { tasks } = await detailOf(request);
  const task = tasks[0]!.id;
  await nora.call(`PUT /api/tasks/${task}/form`, { data: { note: 'geprüft' }, version: 1 });
  expect(await nora.call(`POST /api/tasks/${task}/complete`, { outcome: 'closed' })).toMatchObject({
    status: 200,
    body: { saved: true, pending: false },
  });
  expect(await nora.call(`POST /api/tasks/${task}/complete`, { outcome: 'closed' })).toMatchObject({
    status: 409,
    body: { type: 'urn:vorgang:problem:task-gone' },
  });
  const event = await inTenant((trx) =>
    trx
      .selectFrom('request_event')
      .select('payload')
      .where('request', '=', request)
      .where('kind', '=', 'task-completed')
      .executeTakeFirstOrThrow(),
  );
  expect(event.payload).toEqual({ task, outcome: 'closed', variables: { note: 'geprüft' } });
});

test('an incident is seen, its cause is mended in administration, and a retry goes on from there', async () => {
  const root = await person(api, tenant, { name: 'Root', roles: ['administrator'] });
  await root.call(`PATCH /api/mailboxes/${mailbox}`, { active: false });
  const request = await arrived('Öffnungszeiten', 'Wann öffnen Sie?');
  expect(await detailOf(request)).toMatchObject({ waitingFor: 'repair', tasks: [] });
  const { items } = (await root.call('GET /api/incidents')).body as {
    items: { id: string; request: string; elementName: string; message: string }[];
  };
  expect(items).toMatchObject([{ request, elementName: 'Eingang bestätigen' }]);
  const retry = () => nora.call(`POST /api/requests/${request}/incidents/${items[0]!.id}/retry`, {});
  await retry();
  expect(await detailOf(request)).toMatchObject({ waitingFor: 'repair' });
  await root.call(`PATCH /api/mailboxes/${mailbox}`, { active: true });
  const { incidents } = (await nora.call(`GET /api/requests/${request}`)).body as { incidents: { id: string }[] };
  expect(await nora.call(`POST /api/requests/${request}/incidents/${incidents[0]!.id}/retry`, {})).toMatchObject({
    status: 200,
    body: { saved: true, pending: false },
  });
  expect(await detailOf(request)).toMatchObject({ waitingFor: 'agent' });
  expect(await retry()).toMatchObject({ status: 409, body: { type: 'urn:vorgang:problem:incident-closed' } });
});

test('a held mail that a lead lets go reaches its request, and leaves it again', async () => {
  const request = await arrived('Lieferung', 'Wo bleibt sie?');
  const { number } = await detailOf(request);
  const raw = Buffer.from('From: Kim <kim@elsewhere.example>\r\nSubject: Lieferung\r\n\r\nIch war es, der sie annahm.');
  const { id: mail } = await inTenant((trx) =>
    trx
      .insertInto('inbound_mail')
      .values({
        mailbox,
        folder: 'INBOX',
        uid_validity: 1,
        uid: 1,
        sha256: 'x',
        size: raw.length,
        raw,
        verdict: 'quarantined',
        reason: 'M511 unknown-sender',
      })
      .returning('id')
      .executeTakeFirstOrThrow(),
  );
  const texts = async () =>
    ((await nora.call(`GET /api/requests/${request}/messages`)).body as { items: { text: string }[] }).items.map((one) => one.text);
  const overrule = (body: object) => lead.call('POST /api/ledger/mails/overrule', { mails: [mail], ...body });

  expect((await overrule({ deed: 'join', request: 'V-2020-000001' })).status).toBe(422);
  expect((await overrule({ deed: 'join', request: number })).body).toMatchObject({ overrulings: [expect.any(String)], skipped: [] });
  await expect.poll(texts, { timeout: 10_000 }).toContain('Ich war es, der sie annahm.');
  const shown = (await lead.call(`GET /api/ledger/mails/${mail}`)).body as { overrulings: { id: string }[] };
  expect(shown).toMatchObject({
    verdict: 'reply',
    reasonCode: 'M952 joined',
    request: { number },
    from: { address: 'kim@elsewhere.example' },
    overrulings: [{ deed: 'join', state: 'done', by: { name: 'Lea Dorn' }, isUndoable: true }],
  });
  expect((await nora.call(`GET /api/ledger/mails/${mail}`)).status).toBe(403);

  const overrulings = shown.overrulings.map((one) => one.id);
  expect((await lead.call('POST /api/ledger/overrulings/states', { overrulings })).body).toMatchObject({
    items: [{ id: overrulings[0], mail, state: 'done', isUndoable: true }],
  });
  expect((await lead.call('POST /api/ledger/overrulings/undo', { overrulings })).status).toBe(200);
  await expect.poll(texts, { timeout: 10_000 }).not.toContain('Ich war es, der sie annahm.');
  expect((await lead.call('POST /api/ledger/overrulings/undo', { overrulings })).status).toBe(409);
  expect((await overrule({ deed: 'again' })).body).toMatchObject({ overrulings: [], skipped: [mail] });
});

test('two requests become one, its conversation and replies go on in one place, and it comes apart again', async () => {
  const [part, whole] = [await arrived('Lieferung', 'Wo bleibt sie?'), await arrived('Lieferung, noch einmal', 'Ich frage erneut.')];
  const { number } = await detailOf(whole);
  const texts = async (id: string) =>
    ((await nora.call(`GET /api/requests/${id}/messages`)).body as { items: { text: string }[] }).items.map((one) => one.text);

  expect((await nora.call(`POST /api/requests/${part}/merge`, { into: 'V-2020-000001' })).status).toBe(422);
  expect((await nora.call(`POST /api/requests/${whole}/merge`, { into: number })).status).toBe(409);
  expect(await nora.call(`POST /api/requests/${part}/merge`, { into: number })).toMatchObject({
    status: 200,
    body: { request: whole, pending: false },
  });
  expect(await detailOf(part)).toMatchObject({ status: 'archived', mergedInto: { number } });
  expect(await detailOf(whole)).toMatchObject({ merged: [{ id: part }] });
  expect(await texts(whole)).toEqual(expect.arrayContaining(['Wo bleibt sie?', 'Ich frage erneut.']));

  const again = await nora.call(`POST /api/requests/${part}/unmerge`);
  expect(again.status).toBe(200);
  const own = (again.body as { request: string }).request;
  expect(await texts(own)).toContain('Wo bleibt sie?');
  expect(await texts(whole)).not.toContain('Wo bleibt sie?');
  expect(await detailOf(own)).toMatchObject({ waitingFor: 'agent', follows: { id: part } });
  expect((await nora.call(`POST /api/requests/${part}/unmerge`)).status).toBe(409);
});

test('a message about another matter is split off into a request of its own', async () => {
  const request = await arrived('Rechnung', 'Die Rechnung stimmt nicht.');
  const { items } = (await nora.call(`GET /api/requests/${request}/messages`)).body as { items: { id: string; type: string }[] };
  const first = items.find((one) => one.type === 'customer')?.id ?? '';
  const other = await inTenant((trx) =>
    insertMessage(trx, { request, type: 'customer', channel: 'mail', subject: 'Paket', text: 'Und das Paket ist beschädigt.' }),
  );
  expect((await nora.call(`POST /api/requests/${request}/messages/${first}/split`)).status).toBe(409);
  const split = await nora.call(`POST /api/requests/${request}/messages/${other}/split`);
  expect(split.status).toBe(200);
  const own = (split.body as { request: string }).request;
  expect(await detailOf(own)).toMatchObject({ follows: { id: request }, waitingFor: 'agent' });
  const left = ((await nora.call(`GET /api/requests/${request}/messages`)).body as { items: { id: string }[] }).items.map((one) => one.id);
  expect(left).toContain(first);
  expect(left).not.toContain(other);
});
