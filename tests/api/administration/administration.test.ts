import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { unseal } from '../../../config/secret.ts';
import { asTenant, json } from '../../../db/client.ts';
import { makeRequest, makeTask } from '../rows.ts';
import { makeTenant, password, type Person, person, signIn, startTestApi, type TestApi } from '../test-api.ts';

let api: TestApi;
let tenant: string;
let root: Person;
beforeAll(async () => {
  api = await startTestApi();
});
beforeEach(async () => {
  tenant = await makeTenant(api);
  root = await person(api, tenant, { name: 'Root', roles: ['administrator'] });
});
afterAll(() => api.close());

const wish = { name: 'Ole', roles: ['agent'], language: 'de', capacity: 4, skills: [], topics: [] };
const servers = {
  imap: { host: 'imap.mail.example', port: 993, secure: true, user: 'box' },
  smtp: { host: 'smtp.mail.example', port: 465, secure: true, user: 'box' },
};

test('a new account with skills and topics can sign in; its address is taken once', async () => {
  await root.call('PUT /api/skills/technic', { title: { de: 'Technik', en: 'Technic' } });
  await root.call('PUT /api/topics/warranty', { title: { de: 'Gewährleistung', en: 'Warranty' } });
  const email = `${crypto.randomUUID()}@desk.example`;
  const made = await root.call('POST /api/accounts', {
    ...wish,
    email,
    password,
    skills: [{ key: 'technic', level: 2 }],
    topics: ['warranty'],
  });
  expect(made).toMatchObject({ status: 200, body: { email, skills: [{ key: 'technic', level: 2 }], topics: ['warranty'], active: true } });
  const ole = await signIn(api, { id: (made.body as { id: string }).id, email, tenant });
  expect((await ole.call('GET /api/session')).status).toBe(200);
  expect(await root.call('POST /api/accounts', { ...wish, email: email.toUpperCase(), password })).toMatchObject({
    status: 409,
    body: { type: 'urn:vorgang:problem:already-exists' },
  });
  expect(
    (await root.call('POST /api/accounts', { ...wish, email: 'x@desk.example', password, skills: [{ key: 'unknown', level: 1 }] })).status,
  ).toBe(400);
  expect(await root.call('DELETE /api/skills/technic')).toMatchObject({ status: 409, body: { type: 'urn:vorgang:problem:still-used' } });
  expect(JSON.stringify((await root.call('GET /api/accounts')).body)).not.toContain('argon2');
});

test('switching an account off ends its sessions and gives its tasks to others', async () => {
  const [nora, ole] = [await person(api, tenant), await person(api, tenant, { name: 'Ole', presence: 'available' })];
  const task = await asTenant(api.db, tenant, async (trx) => makeTask(trx, (await makeRequest(trx)).request, { assignee: nora.id }));
  expect((await root.call(`PATCH /api/accounts/${nora.id}`, { active: false })).body).toMatchObject({ active: false, presence: 'offline' });
  expect((await nora.call('GET /api/session')).status).toBe(401);
  expect((await ole.call(`GET /api/tasks/${task}`)).body).toMatchObject({ owner: { id: ole.id } });
});

test('the last administrator can neither be switched off nor lose the role', async () => {
  expect(await root.call(`PATCH /api/accounts/${root.id}`, { active: false })).toMatchObject({
    status: 409,
    body: { type: 'urn:vorgang:problem:last-administrator' },
  });
  expect((await root.call(`PATCH /api/accounts/${root.id}`, { roles: ['agent'] })).status).toBe(409);
  const second = await person(api, tenant, { roles: ['administrator'] });
  const both = await Promise.all([
    root.call(`PATCH /api/accounts/${root.id}`, { active: false }),
    second.call(`PATCH /api/accounts/${second.id}`, { active: false }),
  ]);
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
});

test('a reset password ends the sessions and is in force', async () => {
  const nora = await person(api, tenant);
  expect((await root.call(`PUT /api/accounts/${nora.id}/password`, { password: 'another long password' })).status).toBe(200);
  expect((await nora.call('GET /api/session')).status).toBe(401);
});

test("a mailbox's password is sealed and never told again", async () => {
  const made = await root.call('POST /api/mailboxes', {
    address: 'box@desk.example',
    name: 'Box',
    topic: null,
    language: 'de',
    ...servers,
    password: 'tell nobody',
  });
  expect(made).toMatchObject({
    status: 200,
    body: {
      address: 'box@desk.example',
      active: true,
      folders: ['INBOX'],
      since: expect.any(String),
      oauth: null,
      health: { undecided: 0, lastError: null },
    },
  });
  expect(JSON.stringify([made.body, (await root.call('GET /api/mailboxes')).body])).not.toContain('tell nobody');
  const { secret } = await api.owner.selectFrom('mailbox').select('secret').where('tenant', '=', tenant).executeTakeFirstOrThrow();
  expect(secret.toString('latin1')).not.toContain('tell nobody');
  expect(unseal('k'.repeat(32), secret)).toBe('tell nobody');
  const { id } = made.body as { id: string };
  expect((await root.call(`PATCH /api/mailboxes/${id}`, { name: 'Neu', password: 'a new one' })).body).toMatchObject({
    name: 'Neu',
    imap: servers.imap,
  });
  // What the list says is what a form sends back: nothing of the server may get lost on that way.
  const imap = { ...servers.imap, takesTags: false, filesSent: true, authservId: 'mx.desk.example', marksSpam: true };
  expect((await root.call(`PATCH /api/mailboxes/${id}`, { imap })).body).toMatchObject({ imap });
  const { rows } = await sql<{ imap: object }>`select imap from mailbox where id = ${id}`.execute(api.owner);
  expect(rows[0]?.imap).toEqual(imap);
});

test('a stored password goes to no other server than the one it was entered for, and no topic stays none', async () => {
  const made = await root.call('POST /api/mailboxes', {
    address: 'moved@desk.example',
    name: 'Moved',
    topic: null,
    language: 'de',
    ...servers,
    password: 'for one server',
  });
  expect(made.body).toMatchObject({ topic: null });
  const { id } = made.body as { id: string };
  const smtp = { ...servers.smtp, host: 'elsewhere.example' };
  const again = { status: 400, body: { type: expect.stringContaining('secret-again') as string } };
  expect(await root.call(`PATCH /api/mailboxes/${id}`, { smtp })).toMatchObject(again);
  expect(
    await root.call('POST /api/mailboxes/trials', { mailbox: id, address: 'moved@desk.example', language: 'de', imap: servers.imap, smtp }),
  ).toMatchObject(again);
  expect(await root.call(`PATCH /api/mailboxes/${id}`, { smtp, password: 'entered anew' })).toMatchObject({ status: 200 });
});

test('a mailbox with OAuth needs a refresh token, keeps it sealed, and shows it to no other provider', async () => {
  const oauth = { tokenUrl: 'https://login.provider.example/token', clientId: 'vorgang', scope: 'imap' };
  const box = {
    address: 'oauth@desk.example',
    name: 'Box',
    topic: null,
    language: 'de',
    ...servers,
    oauth,
    since: null,
    folders: ['INBOX', 'Junk'],
  };
  expect(await root.call('POST /api/mailboxes', box)).toMatchObject({ status: 400 });
  const made = await root.call('POST /api/mailboxes', { ...box, clientSecret: 'hidden one', refreshToken: 'hidden two' });
  expect(made).toMatchObject({
    status: 200,
    body: { oauth, since: null, folders: ['INBOX', 'Junk'], health: { token: { refreshUntil: null, error: null } } },
  });
  expect(JSON.stringify([made.body, (await root.call('GET /api/mailboxes')).body])).not.toContain('hidden');
  const { id } = made.body as { id: string };
  const kept = await api.owner.selectFrom('mailbox_token').select('refresh_token').where('mailbox', '=', id).executeTakeFirstOrThrow();
  expect(unseal('k'.repeat(32), kept.refresh_token)).toBe('hidden two');
  const elsewhere = { ...oauth, tokenUrl: 'https://thief.example/token' };
  expect(await root.call(`PATCH /api/mailboxes/${id}`, { oauth: elsewhere })).toMatchObject({ status: 400 });
  expect(await root.call(`PATCH /api/mailboxes/${id}`, { oauth: null })).toMatchObject({ status: 400 });
  expect(await root.call(`PATCH /api/mailboxes/${id}`, { oauth: null, password: 'a password' })).toMatchObject({
    body: { oauth: null, health: { token: null } },
  });
});

test('who changed what is kept, without secrets', async () => {
  const nora = await person(api, tenant);
  await root.call(`PATCH /api/accounts/${nora.id}`, { capacity: 9 });
  await root.call(`PUT /api/accounts/${nora.id}/password`, { password: 'another long password' });
  const { body } = await root.call('GET /api/audit');
  expect((body as { items: object[] }).items).toMatchObject([
    { action: 'password-reset', entity: 'account', entityId: nora.id, account: { name: 'Root' } },
    { action: 'changed', entity: 'account', entityId: nora.id, data: { fields: ['capacity'] } },
  ]);
  expect(JSON.stringify(body)).not.toContain('another long');
});

test('a standard answer is filled with the values of a request, what is missing stands marked, a broken one is not saved', async () => {
  const lead = await person(api, tenant, { name: 'Lea', roles: ['lead'] });
  const { request, number } = await asTenant(api.db, tenant, (trx) => makeRequest(trx));
  const answer = {
    key: 'delivery',
    language: 'de',
    title: 'Lieferung',
    subject: 'Zu {{ request.number }}',
    body: 'Bestellung {{ order.number }}\n{{ agent.name }}',
    kinds: ['general'],
    automatic: false,
  };
  expect(await lead.call('POST /api/answers', { ...answer, body: '{{ broken' })).toMatchObject({
    status: 400,
    body: { faults: [{ place: 'body' }] },
  });
  const { id } = (await lead.call('POST /api/answers', answer)).body as { id: string };
  expect((await lead.call('POST /api/answers', answer)).status).toBe(409);
  expect((await lead.call(`GET /api/answers?request=${request}&search=liefer`)).body).toMatchObject({
    items: [{ id, subject: `Zu ${number}`, text: 'Bestellung ⟦order.number⟧\nLea', missing: ['order.number'] }],
  });
  await lead.call(`PUT /api/answers/${id}`, { ...answer, title: 'Neu' });
  expect((await lead.call('GET /api/answers/sources')).body).toMatchObject({ items: [{ title: 'Neu', body: answer.body }] });
  expect((await lead.call(`DELETE /api/answers/${id}`)).status).toBe(200);
});

test('a calendar shows its year, says before it is saved what a version does to open requests, and counts them anew in a batch', async () => {
  const calendar = {
    timeZone: 'Europe/Berlin',
    region: 'DE-BY',
    opening: { 1: [['08:00', '18:00']] },
    overrides: { '2026-12-24': [['08:00', '12:00']] },
  };
  const title = { de: 'Büro', en: 'Office' };
  const body = { title, calendar, validFrom: null, reason: '', version: 0 };
  const put = (more: object) => root.call('PUT /api/calendars/office', { ...body, ...more }, { 'idempotency-key': crypto.randomUUID() });
  expect(await put({})).toMatchObject({ status: 200, body: { number: 1, batch: null } });
  expect((await put({ version: 0 })).status).toBe(409);
  expect((await put({ version: 1, calendar: { ...calendar, opening: {} } })).status).toBe(422);

  const { items } = (await root.call('POST /api/calendars/year', { calendar, year: 2026 })).body as { items: { date: string }[] };
  expect(items).toHaveLength(365);
  const day = (date: string) => items.find((one) => one.date === date);
  expect(day('2026-01-06')).toMatchObject({ opening: [], by: 'holiday', holiday: { de: 'Heilige Drei Könige' } });
  expect(day('2026-12-24')).toMatchObject({ opening: [['08:00', '12:00']], by: 'own' });

  const now = new Date().toISOString();
  const policy = { targets: { 3: { first: 60, next: 60, resolution: 600 } }, pauses: [], reopen: 'continue', merge: 'keep' } as const;
  const moves = [{ at: now, type: 'received' as const, calendar: 'office', priority: '3', atRiskShare: 0.5, policy }];
  const told = { firstResponseAt: null, resolutionAt: null, dueAt: null, atRiskAt: null, promiseAt: null, noticeAt: null };
  const { request } = await asTenant(api.db, tenant, async (trx) => {
    const opened = await makeRequest(trx);
    const clocks = json({ moves, told, after: 1, numbers: { office: 1 } });
    await trx.updateTable('request').set({ clocks }).where('id', '=', opened.request).execute();
    return opened;
  });
  const always = { ...calendar, opening: Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((weekday) => [weekday, [['00:00', '24:00']]])) };
  const preview = await root.call('POST /api/calendars/office/preview', { calendar: always, validFrom: null });
  expect(preview).toMatchObject({ status: 200, body: { requests: 1, earlier: 1, later: 0 } });
  const saved = await put({ version: 1, calendar: always, reason: 'Rund um die Uhr' });
  expect(saved).toMatchObject({ status: 200, body: { number: 2, requests: 1 } });
  const batched = await asTenant(api.db, tenant, (trx) => trx.selectFrom('batch_item').select(['request', 'batch']).execute());
  expect(batched).toEqual([{ request, batch: (saved.body as { batch: string }).batch }]);
  expect((await put({ version: 1 })).status).toBe(409);
  expect((await root.call('GET /api/calendars')).body).toMatchObject({
    items: [
      {
        key: 'office',
        requests: 1,
        versions: [
          { number: 2, reason: 'Rund um die Uhr', by: { id: root.id } },
          { number: 1, validFrom: null },
        ],
      },
    ],
  });
});
