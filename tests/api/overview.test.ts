import { afterAll, beforeAll, expect, test } from 'vitest';
import { asTenant, json } from '../../db/client.ts';
import { makeRequest, makeTask } from './rows.ts';
import { makeTenant, type Person, person, startTestApi, type TestApi } from './test-api.ts';

interface Opened {
  items: { subject: string; reason: string | null }[];
  count: number;
  nextCursor: string | null;
}

let api: TestApi;
let tenant: string;
let lead: Person;
let nora: Person;
let customer: string;
let late: { request: string; number: string };

beforeAll(async () => {
  api = await startTestApi();
  tenant = await makeTenant(api);
  lead = await person(api, tenant, { name: 'Lea', roles: ['lead'], capacity: 0 });
  nora = await person(api, tenant, { name: 'Nora', capacity: 4, presence: 'available' });
  await asTenant(api.db, tenant, async (trx) => {
    customer = (
      await trx
        .insertInto('customer')
        .values({ number: 'K-1', name: 'Erika Muster', class: 'A', city: 'Ulm' })
        .returning('id')
        .executeTakeFirstOrThrow()
    ).id;
    await trx.insertInto('customer_address').values({ address: 'erika@mail.example', customer }).execute();
    await trx
      .insertInto('customer_order')
      .values({
        customer,
        number: 'B-1',
        ordered_at: '2026-11-01T10:00:00Z',
        status: 'shipped',
        total_cents: 1999,
        items: json([{ ean: '4012345678901', title: 'Shampoo', quantity: 1, cents: 1999 }]),
      })
      .execute();
    await trx.insertInto('contract').values({ customer, number: 'V-1', title: 'Abo', since: '2025-01-01' }).execute();
    await trx.insertInto('receivable').values({ customer, invoice: 'R-1', due_on: '2026-11-15', amount_cents: 1999 }).execute();
    const past = new Date(Date.now() - 3600_000);
    late = await makeRequest(trx, { subject: 'Überfällig', address: 'erika@mail.example' });
    await makeTask(trx, late.request, { dueAt: past, class: 'A' });
    const risky = await makeRequest(trx, { subject: 'Knapp', address: 'erika@mail.example' });
    const riskyTask = await makeTask(trx, risky.request, { dueAt: new Date(Date.now() + 600_000), assignee: nora.id, points: 2 });
    await trx.updateTable('task').set({ at_risk_at: past }).where('id', '=', riskyTask).execute();
    const nobody = await makeRequest(trx, { subject: 'Niemand kann' });
    await makeTask(trx, nobody.request, { skills: [{ key: 'magic', level: 3 }] });
    await trx
      .insertInto('incident')
      .values({ request: late.request, activation: 'a9', element: 'ack', graph: 'none', code: 'STEP_FAILED', message: 'no mailbox' })
      .execute();
    await trx
      .insertInto('consultation')
      .values({
        request: risky.request,
        expert_address: 'lab@partner.example',
        expert_name: 'Dr. Lab',
        subject: 's',
        question: 'q',
        due_at: past,
      })
      .execute();
    await trx.insertInto('promise').values({ request: late.request, told_by: 'acknowledgement', due_at: past }).execute();
    const idle = await makeRequest(trx, { subject: 'Vergessen' });
    await trx.updateTable('request').set({ revision: 1, status: 'waiting' }).where('id', '=', idle.request).execute();
    const done = await makeRequest(trx, { subject: 'Alt', address: 'erika@mail.example' });
    await trx.updateTable('request').set({ status: 'archived', closed_at: past }).where('id', '=', done.request).execute();
    const server = json({ host: 'h', port: 1, secure: false, user: 'u' });
    const box = await trx
      .insertInto('mailbox')
      .values({ address: 'box@desk.example', name: 'Box', imap: server, smtp: server, secret: Buffer.from('x') })
      .returning('id')
      .executeTakeFirstOrThrow();
    await trx
      .insertInto('mailbox_folder')
      .values({ mailbox: box.id, name: 'INBOX', uid_validity: 1, on_server: 3, in_ledger: 3, before_count: 2, vanished: 2, last_uid: 3 })
      .execute();
    await trx
      .insertInto('mail_difference')
      .values({ mailbox: box.id, folder: 'INBOX', uid_validity: 1, uid: 2, outcome: 'fetched', settled_at: past })
      .execute();
    for (const [uid, verdict] of [
      [1, 'request'],
      [2, 'bounce'],
      [3, null],
    ] as const) {
      await trx
        .insertInto('inbound_mail')
        .values({
          mailbox: box.id,
          folder: 'INBOX',
          uid_validity: 1,
          uid,
          sha256: String(uid),
          size: 5,
          raw: Buffer.from('mail'),
          verdict,
          reason: verdict === 'bounce' ? 'M301 not-delivered' : null,
          ...(verdict === 'request' ? { request: late.request } : {}),
        })
        .execute();
    }
    await trx
      .insertInto('outbox')
      .values({
        request: late.request,
        mailbox: box.id,
        purpose: 'answer',
        rfc_message_id: '<1@desk.example>',
        envelope_from: 'box@desk.example',
        recipients: ['erika@mail.example'],
        content: '{}',
        state: 'unknown',
        idempotency_key: 'k',
      })
      .execute();
  });
});
afterAll(() => api.close());

test('every group of the board counts exactly its requests and says why they stand there', async () => {
  const { body } = await lead.call('GET /api/board');
  const { groups, agents, topics } = body as { groups: { group: string; count: number }[]; agents: object[]; topics: object[] };
  const shown: Record<string, string[]> = {};
  for (const { group, count } of groups) {
    const opened = (await lead.call(`GET /api/board/requests?group=${group}`)).body as Opened;
    shown[group] = opened.items.map(({ subject, reason }) => `${subject}: ${reason}`);
    expect([opened.count, opened.items.length]).toEqual([count, count]);
  }
  expect(shown).toEqual({
    waiting: ['Überfällig: null', 'Niemand kann: null'],
    'at-risk': ['Knapp: null'],
    breached: ['Überfällig: null'],
    unowned: ['Niemand kann: null'],
    stranded: [],
    incident: ['Überfällig: STEP_FAILED'],
    'expert-overdue': ['Knapp: Dr. Lab'],
    'promise-due': ['Überfällig: acknowledgement'],
    idle: ['Vergessen: nothing'],
  });
  expect(agents).toMatchObject([
    { name: 'Nora', presence: 'available', load: 2, capacity: 4, tasks: 1 },
    { name: 'Lea', presence: 'offline', load: 0 },
  ]);
  expect(topics).toMatchObject([{ topic: null, waiting: 2, assigned: 1, breached: 1 }]);
});

test('the report counts promises by kind and channel, and each number opens exactly them', async () => {
  const period = `from=${new Date(Date.now() - 86_400_000).toISOString()}&until=${new Date(Date.now() + 86_400_000).toISOString()}`;
  await asTenant(api.db, tenant, async (trx) => {
    const due = new Date(Date.now() - 60_000);
    for (const state of ['kept', 'kept', 'broken'] as const)
      await trx.insertInto('promise').values({ request: late.request, told_by: 'agent', due_at: due, state, account: nora.id }).execute();
    await trx
      .insertInto('promise')
      .values({ request: late.request, told_by: 'agent', due_at: new Date(0), state: 'kept' })
      .execute();
  });
  const { body } = await lead.call(`GET /api/promises/report?${period}`);
  expect(body).toEqual({ items: [{ kind: 'general', channel: 'mail', kept: 2, renewed: 0, broken: 1, cancelled: 0, open: 1 }] });
  const first = (await lead.call(`GET /api/promises?${period}&kind=general&channel=mail&state=kept&limit=1`)).body as Opened;
  expect(first.items).toMatchObject([{ subject: 'Überfällig', toldBy: 'agent', account: { name: 'Nora' } }]);
  const second = (await lead.call(`GET /api/promises?${period}&state=kept&limit=1&cursor=${first.nextCursor}`)).body as Opened;
  expect([second.items.length, second.nextCursor]).toEqual([1, null]);
});

test('every number of the board opens exactly the requests that it counts', async () => {
  const subjects = async (query: string): Promise<string[]> => {
    const { body } = await lead.call(`GET /api/board/requests?${query}`);
    return (body as { items: { subject: string }[] }).items.map(({ subject }) => subject);
  };
  expect(await subjects('group=waiting')).toEqual(['Überfällig', 'Niemand kann']);
  expect(await subjects('topic=&state=waiting')).toEqual(['Überfällig', 'Niemand kann']);
  expect(await subjects('topic=&state=assigned')).toEqual(['Knapp']);
  expect(await subjects('topic=&state=breached')).toEqual(['Überfällig']);
  expect(await subjects(`agent=${nora.id}`)).toEqual(['Knapp']);
  expect(await subjects('topic=elsewhere')).toEqual([]);
  const first = (await lead.call('GET /api/board/requests?group=waiting&limit=1')).body as Opened;
  expect(first).toMatchObject({ count: 2, items: [{ subject: 'Überfällig' }] });
  const second = (await lead.call(`GET /api/board/requests?group=waiting&limit=1&cursor=${first.nextCursor}`)).body as Opened;
  expect(second).toMatchObject({ count: 2, items: [{ subject: 'Niemand kann' }], nextCursor: null });
});

test('a customer shows open requests, history and the back office', async () => {
  for (const search of ['muster', 'K-1', 'erika@mail'])
    expect((await nora.call(`GET /api/customers?search=${search}`)).body).toMatchObject({ items: [{ id: customer, openRequests: 2 }] });
  expect((await nora.call(`GET /api/customers/${customer}`)).body).toMatchObject({
    name: 'Erika Muster',
    class: 'A',
    addresses: ['erika@mail.example'],
    open: [{ subject: 'Knapp', owner: { id: nora.id } }, { subject: 'Überfällig' }],
    history: [{ subject: 'Alt', status: 'archived' }],
    orders: [{ number: 'B-1', totalCents: 1999, items: [{ title: 'Shampoo' }] }],
    contracts: [{ number: 'V-1', since: '2025-01-01', until: null }],
    receivables: [{ invoice: 'R-1', dueOn: '2026-11-15', paidCents: 0 }],
  });
});

test('the ledger accounts for every mail, and what nobody knows of stands by name', async () => {
  const { body } = await lead.call('GET /api/ledger');
  expect(body).toMatchObject({
    mailboxes: [{ address: 'box@desk.example', serverCount: 3, taken: 3, undecided: 1, verdicts: { request: 1, bounce: 1 } }],
    outbox: { unknown: 1 },
    unknown: [{ number: late.number, recipients: ['erika@mail.example'] }],
  });
  expect(body).toMatchObject({
    mailboxes: [{ folders: [{ name: 'INBOX', active: true, onServer: 3, inLedger: 3, before: 2, vanished: 2, missing: 0, earlier: 0 }] }],
  });
  expect((await lead.call('GET /api/ledger/differences')).body).toMatchObject({
    items: [{ folder: 'INBOX', uid: '2', outcome: 'fetched' }],
  });
  expect((await lead.call('GET /api/ledger/mails?verdict=undecided')).body).toMatchObject({
    items: [{ uid: '3', verdict: null }],
    nextCursor: null,
  });
  const first = (await lead.call('GET /api/ledger/mails?limit=2')).body as { items: { uid: string }[]; nextCursor: string };
  const second = (await lead.call(`GET /api/ledger/mails?limit=2&cursor=${first.nextCursor}`)).body as {
    items: { uid: string; request: { number: string } }[];
  };
  expect([...first.items, ...second.items].map(({ uid }) => uid)).toEqual(['3', '2', '1']);
  expect(second.items[0]!.request.number).toBe(late.number);
  const { body: bounced } = await lead.call('GET /api/ledger/mails?verdict=bounce');
  expect(bounced).toMatchObject({ items: [{ reason: 'Eine Nachricht von uns war nicht zustellbar.' }] });
});

test('a mail of the ledger is found by what it says and when it came, and its bytes are there for the keeping', async () => {
  const raw = Buffer.from(
    'From: Uwe <uwe@kunden.example>\r\nSubject: 100 % Rabatt_Aktion\r\nMessage-ID: <a@kunden.example>\r\n\r\n\xff\r\n',
    'latin1',
  );
  const mail = await asTenant(api.db, lead.tenant, async (trx) => {
    const { id: mailbox } = await trx.selectFrom('mailbox').select('id').executeTakeFirstOrThrow();
    const row = {
      mailbox,
      folder: 'Archiv',
      uid_validity: 1,
      uid: 9,
      sha256: '9',
      size: raw.length,
      raw,
      message_id: '<a@kunden.example>',
    };
    const told = {
      sender: 'uwe@kunden.example',
      subject: '100 % Rabatt_Aktion',
      verdict: 'quarantined' as const,
      reason: 'M511 unknown-sender',
    };
    const received = { received_at: '2026-11-01T10:00:00Z' };
    return (
      await trx
        .insertInto('inbound_mail')
        .values({ ...row, ...told, ...received })
        .returning('id')
        .executeTakeFirstOrThrow()
    ).id;
  });
  const found = async (query: string) =>
    ((await lead.call(`GET /api/ledger/mails?${query}`)).body as { items: { id: string }[] }).items.map(({ id }) => id);
  for (const search of ['UWE@', '0 % rabatt_', '<a@kunden.example>', 'a@kunden.example']) {
    expect(await found(`search=${encodeURIComponent(search)}`)).toEqual([mail]);
  }
  expect(await found('search=Rabatt-Aktion')).toEqual([]);
  expect(await found('folder=Archiv')).toEqual([mail]);
  expect(await found('from=2026-11-01T00:00:00Z&until=2026-11-02T00:00:00Z')).toEqual([mail]);
  expect((await lead.call('GET /api/ledger/counts')).body).toEqual({ quarantined: 1, failed: 0, unknown: 1 });

  const download = await api.app.inject({ url: `/api/ledger/mails/${mail}/raw`, headers: { cookie: lead.cookie } });
  expect(download.rawPayload).toEqual(raw);
  expect(download.headers).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-disposition': expect.stringMatching(/^attachment; /) as string,
    'content-security-policy': "sandbox; default-src 'none'",
  });
  expect((await api.app.inject({ url: `/api/ledger/mails/${mail}/raw`, headers: { cookie: nora.cookie } })).statusCode).toBe(403);
});

test('a person settles what nobody knows: it was sent, or it goes out once more as a new mail; both are noted', async () => {
  const { unknown } = (await lead.call('GET /api/ledger')).body as { unknown: { id: string }[] };
  const { id } = unknown[0]!;
  expect((await nora.call(`POST /api/ledger/unknown/${id}`, { found: 'sent' })).status).toBe(403);
  expect((await lead.call(`POST /api/ledger/unknown/${id}`, { found: 'send-again' })).status).toBe(200);
  expect((await lead.call(`POST /api/ledger/unknown/${id}`, { found: 'sent' })).body).toMatchObject({
    type: 'urn:vorgang:problem:delivery-settled',
  });
  const mails = await asTenant(api.db, lead.tenant, (trx) => trx.selectFrom('outbox').selectAll().orderBy('seq').execute());
  const [old, again] = [mails.find((mail) => mail.id === id)!, mails.find((mail) => mail.idempotency_key === `again:${id}`)!];
  expect([old.state, again.state, again.recipients]).toEqual(['cancelled', 'prepared', old.recipients]);
  expect(again.content).toEqual(old.content);
  expect(again.rfc_message_id).toBe(`<${again.id}@desk.example>`);
  const jobs = await asTenant(api.db, lead.tenant, (trx) =>
    trx.selectFrom('job').select(['state', 'payload']).where('request', '=', old.request!).execute(),
  );
  expect(jobs).toContainEqual({ state: 'ready', payload: { outbox: again.id } });

  await asTenant(api.db, lead.tenant, (trx) => trx.updateTable('outbox').set({ state: 'unknown' }).where('id', '=', again.id).execute());
  expect((await lead.call(`POST /api/ledger/unknown/${again.id}`, { found: 'sent' })).status).toBe(200);
  expect((await lead.call('GET /api/ledger')).body).toMatchObject({ outbox: { accepted: 1, cancelled: 1 }, unknown: [] });
  const noted = await asTenant(api.db, lead.tenant, (trx) =>
    trx.selectFrom('audit').select(['account', 'action']).where('entity', '=', 'outbox').orderBy('id').execute(),
  );
  expect(noted).toEqual([
    { account: lead.id, action: 'send-again' },
    { account: lead.id, action: 'sent' },
  ]);
});
