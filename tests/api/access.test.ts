import { randomUUID } from 'node:crypto';
import fastify from 'fastify';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { access } from '../../api/plugins/access.ts';
import { roles } from '../../api/session/schema.ts';
import { asTenant, json } from '../../db/client.ts';
import { askTrial } from '../../db/mailbox-trials.ts';
import { insertMessage } from '../../db/messages.ts';
import { makeRequest, makeTask } from './rows.ts';
import { sample } from './sample.ts';
import { makeAccount, makeTenant, type Person, person, startTestApi, type TestApi } from './test-api.ts';

/** Stands in every text of the foreign tenant: no answer may contain it. */
const secret = 'Geheimnis-der-anderen';

let api: TestApi;
let foreign: { tenant: string; ids: Record<string, string> };
const people: Record<string, Person> = {};

beforeAll(async () => {
  api = await startTestApi();
  const [own, other] = [await makeTenant(api), await makeTenant(api, secret)];
  for (const role of roles) people[role] = await person(api, own, { roles: [role] });
  foreign = { tenant: other, ids: await foreignRows(other) };
});
afterAll(() => api.close());

test('a route that does not say who may call it stops the start', () => {
  const app = fastify();
  access(app, { db: api.db, config: {} as never });
  expect(() => app.get('/api/forgotten', () => 'data')).toThrow('GET /api/forgotten does not declare who may call it');
});

test('every route refuses whoever is signed out or lacks the role', async () => {
  const wrong: string[] = [];
  for (const route of guarded()) {
    const what = fill(route);
    const out = await send(what);
    if (out.statusCode !== 401) wrong.push(`${what.name} signed out: ${out.statusCode}`);
    for (const role of roles) {
      if (route.access === 'signed-in' || route.access === 'public' || route.access.includes(role)) continue;
      const { statusCode } = await send(what, people[role]);
      if (statusCode !== 403) wrong.push(`${what.name} as ${role}: ${statusCode}`);
    }
  }
  expect(wrong).toEqual([]);
});

test("no route gives or changes anything of another tenant's", async () => {
  const before = await rowsOf(foreign.tenant);
  const wrong: string[] = [];
  for (const route of guarded()) {
    if (route.url === '/api/news' || (route.method === 'DELETE' && route.url === '/api/session')) continue;
    for (const role of roles) {
      if (route.access !== 'signed-in' && route.access !== 'public' && !route.access.includes(role)) continue;
      const what = fill(route);
      const { statusCode, body } = await send(what, people[role]);
      if (what.isForeign && statusCode !== 404) wrong.push(`${what.name} as ${role}: ${statusCode} ${body.slice(0, 200)}`);
      if (statusCode === 401 || statusCode === 403 || statusCode >= 500) wrong.push(`${what.name} as ${role}: ${statusCode}`);
      if (body.includes(secret)) wrong.push(`${what.name} as ${role} tells the secret`);
    }
  }
  expect(wrong).toEqual([]);
  expect(await rowsOf(foreign.tenant)).toEqual(before);
});

type Route = TestApi['app']['declaredRoutes'][number];
const guarded = (): Route[] => api.app.declaredRoutes.filter(({ access: who, method }) => who !== 'public' && method !== 'HEAD');

interface Filled {
  name: string;
  method: string;
  url: string;
  payload: unknown;
  /** Its address names a foreign row. */
  isForeign: boolean;
}

/** A call that gets past the schema checks, with the foreign tenant's ids wherever ids stand. */
function fill({ method, url, body }: Route): Filled {
  let isForeign = false;
  const filled = url.replace(/([^/]*)\/:([a-z]+)/gi, (_all, collection: string, param: string) => {
    const id = foreign.ids[param === 'id' ? collection : `${param}s`];
    if (param === 'key' || param === 'type' || param === 'number' || param === 'hash') return `${collection}/${sampleOf(param)}`;
    if (id === undefined) throw new Error(`${url}: put a foreign row for "${param}" of "${collection}" into foreignRows().`);
    isForeign = true;
    return `${collection}/${id}`;
  });
  return {
    name: `${method} ${url}`,
    method,
    url: withQuery(filled),
    payload: body === undefined ? undefined : sample(body, randomUUID()),
    isForeign,
  };
}

const sampleOf = (param: string): string => ({ key: 'nothing', type: 'process', number: '1', hash: '0'.repeat(64) })[param] ?? 'x';

/** Queries that a route cannot do without. */
function withQuery(url: string): string {
  if (url === '/api/tasks') return `${url}?view=team`;
  if (url.startsWith('/api/promises')) return `${url}?from=2000-01-01T00:00:00Z&until=2100-01-01T00:00:00Z`;
  if (url === '/api/customers' || url === '/api/requests') return `${url}?search=${secret}`;
  return url;
}

function send({ method, url, payload }: Filled, who?: Person) {
  const draftTypeFixed = url.replace('/drafts/process', '/drafts/reply');
  const headers = { 'idempotency-key': randomUUID(), 'if-match': '"1"', ...(who ? { cookie: who.cookie } : {}) };
  return api.app.inject({
    method: method as 'GET',
    url: draftTypeFixed,
    headers,
    ...(payload === undefined ? {} : { payload: payload as object }),
  });
}

/** One of everything that an id can name, each with the secret in it. */
async function foreignRows(tenant: string): Promise<Record<string, string>> {
  return asTenant(api.db, tenant, async (trx) => {
    const { id: account } = await makeAccount(trx, { name: secret, roles: ['agent', 'lead'], presence: 'available' });
    const { id: customer } = await trx
      .insertInto('customer')
      .values({ number: secret, name: secret })
      .returning('id')
      .executeTakeFirstOrThrow();
    const { request } = await makeRequest(trx, {
      subject: secret,
      text: secret,
      address: `${secret}@mail.example`,
      position: { messages: [{ activation: 'a1', element: 'e', name: 'expert-asked', key: null }] },
    });
    const task = await makeTask(trx, request);
    const message = await insertMessage(trx, {
      request,
      type: 'customer',
      channel: 'mail',
      text: secret,
      html: `<p>${secret}</p>`,
      attachments: [{ filename: secret, contentType: 'text/plain', content: Buffer.from(secret) }],
    });
    const { id: attachment } = await trx.selectFrom('attachment').select('id').where('message', '=', message).executeTakeFirstOrThrow();
    const { id: consultation } = await trx
      .insertInto('consultation')
      .values({
        request,
        expert_address: `${secret}@mail.example`,
        expert_name: secret,
        subject: secret,
        question: secret,
        due_at: new Date(),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const { id: incident } = await trx
      .insertInto('incident')
      .values({ request, activation: 'a2', element: 'e', graph: 'g', code: 'X', message: secret })
      .returning('id')
      .executeTakeFirstOrThrow();
    const { id: answer } = await trx
      .insertInto('answer')
      .values({ key: 'k', language: 'de', title: secret, body: secret })
      .returning('id')
      .executeTakeFirstOrThrow();
    const host = { host: secret, port: 1, secure: false, user: secret };
    const server = json(host);
    const { id: mailbox } = await trx
      .insertInto('mailbox')
      .values({ address: `${secret}@mail.example`, name: secret, imap: server, smtp: server, secret: Buffer.from(secret) })
      .returning('id')
      .executeTakeFirstOrThrow();
    const { id: blocked } = await trx
      .insertInto('blocked_sender')
      .values({ pattern: secret, reason: secret })
      .returning('id')
      .executeTakeFirstOrThrow();
    const { id: mail } = await trx
      .insertInto('inbound_mail')
      .values({
        mailbox,
        folder: 'INBOX',
        uid_validity: 1,
        uid: 1,
        sha256: 'x',
        size: 1,
        raw: Buffer.from(`Subject: ${secret}\r\n\r\n${secret}`),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const { id: unknown } = await trx
      .insertInto('outbox')
      .values({
        request,
        message,
        mailbox,
        purpose: 'answer',
        rfc_message_id: secret,
        envelope_from: secret,
        recipients: [secret],
        content: json({ subject: secret, text: secret }),
        state: 'unknown',
        idempotency_key: 'unknown',
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    for (const table of ['skill', 'topic', 'kind'] as const)
      await trx.insertInto(table).values({ key: 'nothing', title_de: secret, title_en: secret }).execute();
    const { id: known } = await trx
      .insertInto('known_sender')
      .values({ pattern: secret, relation: 'press', kind: 'nothing', note: secret })
      .returning('id')
      .executeTakeFirstOrThrow();
    await trx
      .insertInto('draft')
      .values({ account, request, type: 'reply', content: json(secret) })
      .execute();
    await trx.insertInto('audit').values({ account, action: secret, entity: 'x' }).execute();
    const { id: team } = await trx.insertInto('team').values({ name: secret }).returning('id').executeTakeFirstOrThrow();
    const { id: intervention } = await trx
      .insertInto('audit')
      .values({ account, action: 'presence-set', entity: 'account', entity_id: account })
      .returning('id')
      .executeTakeFirstOrThrow();
    await trx.insertInto('definition').values({ type: 'process', key: 'nothing', title: secret, source: secret }).execute();
    await trx
      .insertInto('definition_version')
      .values({ type: 'process', key: 'nothing', number: 1, hash: '0'.repeat(64), source: secret })
      .execute();
    const { id: batch } = await trx
      .insertInto('batch')
      .values({ kind: 'request-migrated', payload: json({ process: secret }), reason: secret, created_by: account })
      .returning('id')
      .executeTakeFirstOrThrow();
    const { id: event } = await trx
      .insertInto('request_event')
      .values({ request, kind: 'request-migrated', actor: json({ type: 'system' }), idempotency_key: 'migrated' })
      .returning('id')
      .executeTakeFirstOrThrow();
    const { id: absence } = await trx
      .insertInto('absence')
      .values({ account, from_at: new Date(), until_at: new Date(Date.now() + 3_600_000), created_by: account })
      .returning('id')
      .executeTakeFirstOrThrow();
    const settings = { address: secret, language: 'de' as const, imap: host, smtp: host };
    const trial = await askTrial(trx, { mailbox, settings, secret: Buffer.from(secret) });
    return {
      absences: absence,
      agents: account,
      interventions: intervention,
      defer: intervention,
      teams: team,
      trials: trial,
      batches: batch,
      events: event,
      activations: 'a1',
      requests: request,
      tasks: task,
      messages: message,
      attachments: attachment,
      consultations: consultation,
      incidents: incident,
      answers: answer,
      mailboxes: mailbox,
      mails: mail,
      'blocked-senders': blocked,
      'known-senders': known,
      unknown,
      outbox: unknown,
      files: attachment,
      accounts: account,
      customers: customer,
    };
  });
}

/** A fingerprint of every row of a tenant, by table. */
async function rowsOf(tenant: string): Promise<Record<string, string | null>> {
  const { rows: tables } = await sql<{
    name: string;
  }>`select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'tenant' order by 1`.execute(
    api.owner,
  );
  const prints: Record<string, string | null> = {};
  for (const { name } of tables) {
    const { rows } = await sql<{
      print: string | null;
    }>`select md5(string_agg(t::text, '|' order by t::text)) as print from ${sql.table(name)} t where tenant = ${tenant}`.execute(
      api.owner,
    );
    prints[name] = rows[0]?.print ?? null;
  }
  return prints;
}
