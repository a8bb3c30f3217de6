import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildWeb } from '../../commands/start/web-build.ts';
import { noteBounce } from '../../db/address-health.ts';
import { asTenant } from '../../db/client.ts';
import { makeRequest } from '../api/rows.ts';
import { makeTenant, password, type Person, person, startTestApi, type TestApi } from '../api/test-api.ts';
import { accessibilityFaults } from './accessible.ts';
import { agentAt } from './agent.ts';
import { launchBrowser } from './browser.ts';

let api: TestApi;
let browser: Browser;
let url: string;
let root: Person;
let nora: Person;
let request: string;
const dead = 'gone@kunden.example';

beforeAll(async () => {
  // First: the API looks for the app when it starts.
  await buildWeb();
  [api, browser] = await Promise.all([startTestApi({ webFolder: 'web/dist' }), launchBrowser()]);
  url = await api.app.listen({ port: 0, host: '127.0.0.1' });
  const tenant = await makeTenant(api);
  root = await person(api, tenant, { roles: ['administrator'] });
  nora = await person(api, tenant);
  request = await asTenant(api.db, tenant, async (trx) => {
    await trx.insertInto('kind').values({ key: 'external', title_de: 'Extern', title_en: 'External' }).execute();
    await noteBounce(trx, { address: dead, hard: true, isProven: true, status: '5.1.1', diagnostic: null });
    return (await makeRequest(trx, { address: dead, subject: 'Lieferung' })).request;
  });
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await api?.close();
});

/** As on a screen of that width; a file of it where SHOTS names a folder. */
async function open(
  width: number,
  who: Person,
): Promise<{ page: Page; words: ReturnType<typeof agentAt>['words']; shot: (name: string) => Promise<void> }> {
  const page = await (await browser.newContext({ viewport: { width, height: 900 }, locale: 'de' })).newPage();
  const agent = agentAt(page, url, 'de');
  await agent.signIn(who.email, password);
  const folder = process.env['SHOTS'];
  return {
    page,
    words: agent.words,
    shot: async (name) => void (folder && (await page.screenshot({ path: `${folder}/${name}-${width}.png`, fullPage: true }))),
  };
}

it('an administrator stops automatic mail, which every page says then, blocks and knows senders, and lets it go again', async () => {
  for (const width of [1280, 400]) {
    const { page, words, shot } = await open(width, root);
    await page.goto(`${url}/administration/mail-rules`);
    await page.getByRole('button', { name: words.mailRules.stop, exact: true }).click();
    await page.getByText(words.mailRules.banner).first().waitFor();
    const form = page.locator('form', { has: page.getByRole('button', { name: words.mailRules.block }) });
    await form.getByLabel(words.mailRules.pattern).fill(`pest-${width}.example`);
    await form.getByRole('button', { name: words.mailRules.block }).click();
    await page.getByText(`pest-${width}.example`).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await shot('mail-rules');
    await page.getByRole('button', { name: words.mailRules.resume }).click();
    await page.getByText(words.mailRules.running).waitFor();
    await page.context().close();
  }
});

it('whoever answers a dead address is told so before, and may know better', async () => {
  const { page, words, shot } = await open(1280, nora);
  await page.goto(`${url}/requests/${request}`);
  const composer = page.getByRole('region', { name: words.composer.label });
  await composer.getByRole('button', { name: words.composer.replyShort, exact: true }).click();
  await composer.getByRole('alert').filter({ hasText: dead }).waitFor();
  await shot('dead-address');
  expect(await accessibilityFaults(page)).toEqual([]);
  await composer.getByRole('button', { name: words.deadAddress.clear }).click();
  await composer.getByRole('alert').waitFor({ state: 'detached' });
});
