import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { asTenant } from '../../db/client.ts';
import { recordEvent } from '../../db/request-events.ts';
import { openRequest } from '../../db/requests.ts';
import { designerTexts } from '../../web/designer/texts.ts';
import { migrationTexts } from '../../web/migration/texts.ts';
import { deliver } from '../../workflows/deliver.ts';
import { first, publishEntry, second } from '../api/migrations/versions.ts';
import { searchHistories } from '../house/histories.ts';
import { tenantOf } from '../house/tenant-of.ts';
import { accessibilityFaults } from './accessible.ts';
import { agentAt } from './agent.ts';
import { type Demo, demoPassword, openDemo } from './demo.ts';

const many = Number(process.env['REQUESTS'] ?? 12);
const words = migrationTexts.de;

let demo: Demo;
let tenant: string;
let client: Client;

beforeAll(async () => {
  demo = await openDemo();
  tenant = await tenantOf(demo.house);
  client = new Client({ connection: await Connection.connect({ address: demo.house.temporalAddress }), namespace: 'vorgang' });
}, 120_000);
afterAll(async () => {
  await client?.connection.close();
  await demo?.close();
}, 60_000);

it('an operator looks what would happen, moves running requests to a new version, and takes one back', async () => {
  const { house, browser } = demo;
  await asTenant(house.db, tenant, (trx) => publishEntry(trx, first(), null));
  for (let index = 0; index < many; index += 1) await request(index % 3);
  await asTenant(house.db, tenant, (trx) => publishEntry(trx, second(), null));

  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'de-DE', timezoneId: 'UTC' })).newPage();
  await agentAt(page, house.url, 'de').signIn('tobias.kern@sonnblick.example', demoPassword);
  await page.goto(`${house.url}/designer/process/intake`);
  await page.getByRole('button', { name: designerTexts.de.versions.title }).click();
  await page.getByRole('link', { name: designerTexts.de.versions.migrate }).first().click();

  // Only who answers has a place of the same name; reading is called otherwise, checking is gone.
  const [reading, checking, answering] = [0, 1, 2].map((place) => Math.ceil((many - place) / 3));
  await page.getByText(words.able.replace('{{able}}', String(answering)).replace('{{requests}}', String(many))).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByLabel(words.targetOf.replace('{{name}}', 'Read')).selectOption({ label: 'Look through' });
  await page
    .getByText(words.able.replace('{{able}}', String((answering ?? 0) + (reading ?? 0))).replace('{{requests}}', String(many)))
    .waitFor();
  await page.getByText('Answer → Answer · dazu kommt: remind').first().waitFor();
  await page.getByText(words.only.unable, { exact: true }).click();
  await page
    .getByRole('cell', { name: words.obstacle['no-target'].replace('{{name}}', 'Check') })
    .first()
    .waitFor();

  await page.getByLabel(words.reason).fill('Kürzerer Weg');
  // Nothing starts while the check of the last choice is still on its way.
  await page.locator('.migration__start button:enabled').waitFor();
  const started = performance.now();
  await page.keyboard.press('Enter');
  await page.getByText(`${words.batch.state.done}: ${many} von ${many}`).waitFor({ timeout: 120_000 });
  if (process.env['REQUESTS'])
    console.log(`${many} requests moved in ${((performance.now() - started) / 1000).toFixed(1)} s, as the operator sees it`);
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole('combobox', { name: words.batch.filter }).selectOption('refused');
  const refused = page.getByRole('cell', { name: words.obstacle['no-target'].replace('{{name}}', 'Check') });
  const shown = Math.min(checking ?? 0, 100);
  await refused.nth(shown - 1).waitFor();
  expect([await refused.count(), await page.getByRole('button', { name: words.batch.undo }).count()]).toEqual([shown, 0]);

  await page.getByRole('combobox', { name: words.batch.filter }).selectOption('done');
  await page.getByRole('button', { name: words.batch.undo }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(words.reason).fill('Diese nicht');
  await dialog.getByRole('button', { name: words.batch.undo }).click();
  await page.getByRole('cell', { name: words.batch.undone }).waitFor();

  // One that was refused is put right by hand.
  await page.getByRole('combobox', { name: words.batch.filter }).selectOption('refused');
  await page.getByRole('row', { name: 'Check' }).first().getByRole('button', { name: words.batch.correct }).click();
  await dialog.getByLabel(words.reason).fill('Geprüft');
  await dialog.getByRole('combobox').selectOption({ label: 'Answer' });
  await dialog.getByRole('button', { name: words.correct.move }).click();
  await dialog.getByText(words.correct.moveTo.replace('{{name}}', 'Answer').replace('{{process}}', 'intake')).waitFor();

  // Whatever was done to them, their events say it all; and Temporal knows of numbers and ids only.
  expect(await house.run('replay', ['--all'])).toContain('all answered as recorded');
  expect((await searchHistories(house, tenant)).hits).toEqual([]);
}, 600_000);

/** A running request after so many tasks. */
async function request(done: number): Promise<void> {
  const opened = await asTenant(demo.house.db, tenant, (trx) =>
    openRequest(trx, { channel: 'form', subject: 'Frage', language: 'de', requester: {}, message: { text: 'Frage' }, key: randomUUID() }),
  );
  await give(opened.request, opened.event);
  for (let count = 0; count < done; count += 1) {
    const { id } = await asTenant(demo.house.db, tenant, async (trx) => {
      const open = trx.selectFrom('task').select('id').where('request', '=', opened.request).where('state', 'in', ['waiting', 'assigned']);
      const task = await open.executeTakeFirstOrThrow();
      const payload = { task: task.id, outcome: 'done' };
      return recordEvent(trx, { request: opened.request, kind: 'task-completed', payload, actor: { type: 'system' }, key: task.id });
    });
    await give(opened.request, id);
  }
}

const give = (request: string, event: string) => deliver(client, { tenant, request, event, generation: 1 }, 30_000);
