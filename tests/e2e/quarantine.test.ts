import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { asTenant, json, type Trx } from '../../db/client.ts';
import { tenantOf } from '../house/tenant-of.ts';
import { de } from '../../web/i18n/de/index.ts';
import { accessibilityFaults } from './accessible.ts';
import { agentAt } from './agent.ts';
import { type Demo, demoPassword, openDemo } from './demo.ts';

let demo: Demo;
let page: Page;
let tenant: string;
let request: { id: string; number: string };

beforeAll(async () => {
  demo = await openDemo();
  tenant = await tenantOf(demo.house);
  await asTenant(demo.house.db, tenant, writeMails);
  page = await (await demo.browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'de-DE' })).newPage();
  await agentAt(page, demo.house.url, 'de').signIn('katrin.ahlers@sonnblick.example', demoPassword);
}, 120_000);
afterAll(() => demo?.close(), 60_000);

/** Two held mails that name a request, and three that could not be taken in. */
async function writeMails(trx: Trx): Promise<void> {
  const { id: mailbox, address } = await trx.selectFrom('mailbox').select(['id', 'address']).limit(1).executeTakeFirstOrThrow();
  request = await trx.selectFrom('request').select(['id', 'number']).orderBy('created_at', 'desc').limit(1).executeTakeFirstOrThrow();
  const row = (uid: number, subject: string) => {
    const raw = Buffer.from(`From: Kim <kim@elsewhere.example>\r\nTo: ${address}\r\nSubject: ${subject}\r\n\r\nText ${uid}\r\n`);
    const place = { mailbox, folder: 'Archiv', uid_validity: 1, uid, sha256: String(uid), size: raw.length, raw };
    return { ...place, sender: 'kim@elsewhere.example', subject, decided_at: new Date() };
  };
  const held = {
    verdict: 'quarantined' as const,
    reason: 'M511 unknown-sender',
    request: request.id,
    detail: json({ by: 'signed-anchor' }),
  };
  const failed = { verdict: 'failed' as const, reason: 'M901 unreadable', attempts: 3, error: 'Error: deadlock' };
  for (const uid of [1, 2])
    await trx
      .insertInto('inbound_mail')
      .values({ ...row(uid, `Zurückgehalten ${uid}`), ...held })
      .execute();
  for (const uid of [3, 4, 5])
    await trx
      .insertInto('inbound_mail')
      .values({ ...row(uid, `Gescheitert ${uid}`), ...failed })
      .execute();
}

const verdicts = (): Promise<Record<string, string | null>> =>
  asTenant(demo.house.db, tenant, async (trx) => {
    const rows = await trx.selectFrom('inbound_mail').select(['subject', 'verdict']).where('folder', '=', 'Archiv').execute();
    return Object.fromEntries(rows.map((row) => [row.subject ?? '', row.verdict]));
  });
const become = (wanted: Record<string, string>): Promise<unknown> => expect.poll(verdicts, { timeout: 15_000 }).toMatchObject(wanted);
const opened = (subject: string): Promise<void> => page.getByRole('heading', { name: subject, level: 2 }).waitFor();

it('one key releases a held mail into its request and brings up the next, another takes it back', async () => {
  await page.getByRole('link', { name: de.shell.quarantine }).click();
  await opened('Zurückgehalten 2');
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.keyboard.press('e');
  await opened('Zurückgehalten 1');
  await become({ 'Zurückgehalten 2': 'reply', 'Zurückgehalten 1': 'quarantined' });
  await page.getByText(`${de.ledgerMail.done.release}: Zurückgehalten 2`).waitFor();

  await page.keyboard.press('z');
  await become({ 'Zurückgehalten 2': 'quarantined' });
  await page.getByRole('link', { name: 'Zurückgehalten 2' }).waitFor();
}, 60_000);

it('what failed is processed again in bulk by the keyboard alone', async () => {
  await page.goto(`${demo.house.url}/ledger?verdict=failed`);
  await page.getByRole('link', { name: 'Gescheitert 5' }).waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.keyboard.press('Shift+J');
  await page.keyboard.press('Shift+J');
  await page.getByText('3 ausgewählt').waitFor();
  await page.keyboard.press('r');
  await become({ 'Gescheitert 3': 'request', 'Gescheitert 4': 'request', 'Gescheitert 5': 'request' });
  await page.getByText(`${de.ledgerMail.done.again}: 3 E-Mails`).waitFor();
}, 60_000);
