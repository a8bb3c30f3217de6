import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { passwordFits } from '../../../api/session/password.ts';
import { seedDemo } from '../../../commands/demo/seed.ts';
import { unseal } from '../../../config/secret.ts';
import { asTenant, connect, type Db, type Trx } from '../../../db/client.ts';
import { recogniseKind } from '../../../domain/request/kind.ts';
import type { DemoSummary } from '../../../commands/start/demo.ts';
import { createTestDatabase, type TestDatabase } from '../../database.ts';

const secretKey = 'k'.repeat(40);
const mail = { smtpPort: 2525, imapPort: 1143, password: 'master' };
let database: TestDatabase;
let db: Db;
let summary: DemoSummary;
let seconds: number;
let tenant: string;

beforeAll(async () => {
  database = await createTestDatabase();
  const begin = performance.now();
  summary = await seed(mail);
  seconds = (performance.now() - begin) / 1000;
  db = connect(database.appUrl, 2);
  const found = await sql<{ tenant: string }>`select tenant from tenant_by_slug(${summary.slug ?? ''})`.execute(db);
  tenant = found.rows[0]?.tenant ?? '';
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

const seed = (access: typeof mail) =>
  seedDemo({ url: database.url, appUrl: database.appUrl, secretKey, mail: access, log: () => undefined });
const as = <T>(work: (trx: Trx) => Promise<T>) => asTenant(db, tenant, work);
const count = (trx: Trx, table: 'request' | 'customer' | 'message' | 'timeline' | 'archive_entry' | 'definition_version' | 'account') =>
  trx
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<string>().as('n'))
    .executeTakeFirstOrThrow();

// Three seconds on an idle machine; tests share theirs.
test('the demo is loaded within seconds', () => {
  expect(seconds).toBeLessThan(20);
});

test('every account of the panel can sign in with its password', async () => {
  expect(summary.accounts.map((account) => account.role)).toEqual(expect.arrayContaining(['team lead', 'designer', 'administrator']));
  for (const { email, password } of summary.accounts) {
    const found = await sql<{ password_hash: string }>`select password_hash from sign_in_account(${email})`.execute(db);
    expect(await passwordFits(found.rows[0]?.password_hash ?? null, password)).toBe(true);
  }
});

test('a hundred archived requests of the last sixty days are over, in order and with different texts', async () => {
  const rows = await as((trx) => trx.selectFrom('request').selectAll().orderBy('number').execute());
  expect(rows).toHaveLength(100);
  const now = Date.now();
  for (const row of rows) {
    expect(row.status).toBe('archived');
    expect(row.graph).toMatch(/^[0-9a-f]{64}$/);
    expect(row.created_at.getTime()).toBeGreaterThan(now - 66 * 86_400_000);
    expect(row.first_responded_at?.getTime()).toBeGreaterThan(row.created_at.getTime());
    expect(row.closed_at?.getTime()).toBeLessThan(now);
  }
  const escalated = await as((trx) => trx.selectFrom('timeline').select('request').where('kind', '=', 'escalated').execute());
  expect(rows.flatMap((row) => (row.breached_at ? [row.id] : [])).toSorted()).toEqual(escalated.map((line) => line.request).toSorted());
  expect(escalated.length).toBeGreaterThan(2);
  expect(rows.filter((row) => row.language === 'en').length).toBeGreaterThan(10);
  const created = rows.map((row) => row.created_at.getTime());
  expect(created).toEqual(created.toSorted((a, b) => a - b));
  const letters = await as((trx) => trx.selectFrom('message').select('text').where('type', '=', 'customer').execute());
  expect(new Set(letters.map((letter) => letter.text)).size).toBe(letters.length);
});

test('nobody became a customer after the first order', async () => {
  const first = as((trx) =>
    trx
      .selectFrom('customer_order as o')
      .innerJoin('customer as c', 'c.id', 'o.customer')
      .select('c.number')
      .whereRef('o.ordered_at', '<', 'c.created_at')
      .execute(),
  );
  expect(await first).toEqual([]);
});

test('no text shows an unfilled placeholder', async () => {
  const texts = await as((trx) => trx.selectFrom('message').select(['text', 'subject']).execute());
  for (const { text, subject } of texts) expect(`${subject ?? ''}\n${text}`).not.toMatch(/\{\w+\}|⟦|undefined|null|\{\{/);
});

test("the tenant's own rules find the kind of every demo letter", async () => {
  const { rules, letters } = await as(async (trx) => ({
    rules: await trx.selectFrom('kind_rule').select(['kind', 'keywords', 'weight']).execute(),
    letters: await trx
      .selectFrom('message')
      .innerJoin('request', 'request.id', 'message.request')
      .select(['request.kind', 'request.subject', 'message.text'])
      .distinctOn('request.id')
      .where('message.type', '=', 'customer')
      .orderBy('request.id')
      .orderBy('message.created_at')
      .execute(),
  }));
  const wrong = letters.filter((letter) => recogniseKind(`${letter.subject}\n${letter.text}`, rules).kind !== letter.kind);
  expect(
    wrong.map((letter) => `${letter.kind} ≠ ${recogniseKind(`${letter.subject}\n${letter.text}`, rules).kind}: ${letter.subject}`),
  ).toEqual([]);
});

test('the archive is one unbroken chain', async () => {
  const entries = await as((trx) => trx.selectFrom('archive_entry').select(['sha256', 'previous', 'archived_at']).orderBy('seq').execute());
  entries.forEach((entry, index) => expect(entry.previous).toBe(entries[index - 1]?.sha256 ?? null));
  expect(entries).toHaveLength(100);
  expect(createHash('sha256').update('').digest('hex')).not.toBe(entries[0]?.sha256);
});

test('the experts outside have answered before', async () => {
  const asked = await as((trx) => trx.selectFrom('consultation').select('expert_address').distinct().execute());
  expect(asked).toHaveLength(4);
});

test('nothing of the demo waits for a workflow', async () => {
  expect((await sql`select * from unarchived_requests()`.execute(db)).rows).toEqual([]);
  expect((await sql`select * from stuck_events('0 seconds')`.execute(db)).rows).toEqual([]);
});

test('every address lies in a reserved domain', async () => {
  const addresses = await as(async (trx) => [
    ...(await trx.selectFrom('customer_address').select('address').execute()).map((row) => row.address),
    ...(await trx.selectFrom('mailbox').select('address').execute()).map((row) => row.address),
    ...(await trx.selectFrom('account').select('email').execute()).map((row) => row.email),
    ...(await trx.selectFrom('consultation').select('expert_address').execute()).map((row) => row.expert_address),
    ...(await trx.selectFrom('request').select('requester_address').execute()).map((row) => row.requester_address ?? ''),
  ]);
  for (const address of addresses) expect(address).toMatch(/^[a-z0-9.-]+@[a-z0-9.-]+\.example$/);
});

test('a second start changes nothing, but follows the mail server to its new ports', async () => {
  const counts = () =>
    as(async (trx) => [
      await count(trx, 'request'),
      await count(trx, 'customer'),
      await count(trx, 'message'),
      await count(trx, 'timeline'),
      await count(trx, 'archive_entry'),
      await count(trx, 'definition_version'),
      await count(trx, 'account'),
    ]);
  const secrets = () => as((trx) => trx.selectFrom('mailbox').select(['address', 'imap', 'secret']).orderBy('address').execute());
  const before = { counts: await counts(), mailboxes: await secrets() };
  expect(await seed(mail)).toEqual(summary);
  expect({ counts: await counts(), mailboxes: await secrets() }).toEqual(before);
  await seed({ ...mail, imapPort: 1999 });
  const moved = await secrets();
  expect(moved.map((row) => row.imap.port)).toEqual([1999, 1999, 1999]);
  expect(moved.map((row) => unseal(secretKey, row.secret))).toEqual(['master', 'master', 'master']);
  expect(await counts()).toEqual(before.counts);
});
