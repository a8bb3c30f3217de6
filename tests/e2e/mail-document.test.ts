import { createHash } from 'node:crypto';
import { lookup } from 'node:dns';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { takeIn } from '../../activities/mail/intake.ts';
import { buildWeb } from '../../commands/start/web-build.ts';
import { asTenant, json } from '../../db/client.ts';
import { insertInbound, readInbound } from '../../db/inbound-mail.ts';
import { makeTenant, password, person, startTestApi, type TestApi } from '../api/test-api.ts';
import { accessibilityFaults } from './accessible.ts';
import { agentAt } from './agent.ts';
import { launchBrowser } from './browser.ts';

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

let api: TestApi;
let browser: Browser;
let url: string;
let email: string;
let request: string;
let port: number;
/** Within the browser's reach: only the page's policy keeps it from asking. */
const asked: (string | undefined)[] = [];
const elsewhere = http.createServer((incoming, response) => {
  asked.push(incoming.headers['user-agent']);
  response.setHeader('content-type', 'image/png').end(png);
});

beforeAll(async () => {
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  port = (elsewhere.address() as AddressInfo).port;
  // First: the API looks for the app when it starts.
  await buildWeb();
  [api, browser] = await Promise.all([
    startTestApi({
      webFolder: 'web/dist',
      pictureNet: { lookup, isAllowed: () => true },
    }),
    launchBrowser(),
  ]);
  url = await api.app.listen({ port: 0, host: '127.0.0.1' });
  const tenant = await makeTenant(api);
  ({ email } = await person(api, tenant));
  request = await received(tenant, mail(port));
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await api?.close();
  elsewhere.close();
});

/** Takes a mail in as reading a mailbox does. @returns its request. */
async function received(tenant: string, raw: Buffer): Promise<string> {
  const sha256 = createHash('sha256').update(raw).digest('hex');
  const id = await asTenant(api.db, tenant, async (trx) => {
    const server = json({ host: '127.0.0.1', port: 1, secure: false, user: 'service@shop.example', authservId: 'mx.shop.example' });
    const mailbox = await trx
      .insertInto('mailbox')
      .values({ address: 'service@shop.example', name: 'Shop', imap: server, smtp: server, secret: Buffer.from('none') })
      .returning('id')
      .executeTakeFirstOrThrow();
    const [row] = await insertInbound(trx, [
      { mailbox: mailbox.id, folder: 'INBOX', uid_validity: 1, uid: 1, sha256, message_id: null, size: raw.length, raw },
    ]);
    return row!.id;
  });
  const services = { appUrl: url, secretKey: 'k'.repeat(32) };
  await takeIn({ db: api.db, services, deliver: () => Promise.resolve(), log: { warn: () => undefined } }, tenant, id);
  return (await asTenant(api.db, tenant, (trx) => readInbound(trx, id)))?.request ?? '';
}

function mail(elsewherePort: number): Buffer {
  const html = [
    '<h1>Ihre Rechnung</h1><p>bitte <a href="https://evil.example/login">https://bank.example/login</a> prüfen.</p>',
    `<p><img alt="von fern" src="http://127.0.0.1:${elsewherePort}/spy.png"><img alt="dabei" src="cid:logo@x"></p>`,
    '<script>document.title = "run"</script><meta http-equiv="refresh" content="0;url=https://evil.example"><form action="https://evil.example"><input></form>',
  ].join('');
  const part = (headers: string, body: string): string => `--b1\r\n${headers}\r\n\r\n${body}\r\n`;
  return Buffer.from(
    [
      // Our own server's word, on top.
      'Authentication-Results: mx.shop.example; dmarc=fail; spf=fail\r\nFrom: Petra Kunde <petra@kunde.example>\r\nTo: service@shop.example\r\nSubject: Rechnung\r\nMessage-ID: <1@kunde.example>\r\nContent-Type: multipart/mixed; boundary=b1\r\n\r\n',
      part('Content-Type: text/html; charset=utf-8', html),
      part(
        'Content-Type: image/png\r\nContent-ID: <logo@x>\r\nContent-Disposition: inline\r\nContent-Transfer-Encoding: base64',
        png.toString('base64'),
      ),
      part(
        'Content-Type: application/pdf; name=Rechnung.pdf\r\nContent-Transfer-Encoding: base64',
        Buffer.from('MZ\0program').toString('base64'),
      ),
      '--b1--',
    ].join(''),
  );
}

it("a mail's HTML runs nothing and loads nothing from elsewhere until an agent asks, and says where links lead", async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'de-DE' });
  const page = await context.newPage();
  const agent = agentAt(page, url, 'de');
  await agent.signIn(email, password);
  await page.goto(`${url}/requests/${request}`);
  await page.getByText(agent.words.mail.danger.disguised).waitFor();
  await page.getByText(agent.words.mail.senderCheck.fail.replace('{{domain}}', 'kunde.example')).waitFor();
  await page.getByRole('button', { name: agent.words.conversation.original }).click();
  const frame = page.frameLocator('iframe.html-document');
  await frame.getByText('führt zu https://evil.example/login').waitFor();
  expect(await widthOf(page, 'dabei')).toBe(1);
  expect(await widthOf(page, 'von fern')).toBe(0);
  expect(asked).toEqual([]);
  expect(await accessibilityFaults(page)).toEqual([]);

  const offered = page.waitForEvent('download');
  await page.getByRole('link', { name: agent.words.mail.original }).click();
  expect(readFileSync(await (await offered).path())).toEqual(mail(port));

  await page.getByRole('button', { name: agent.words.mail.loadImages }).click();
  await expect.poll(() => widthOf(page, 'von fern'), { timeout: 10_000 }).toBe(1);
  expect(asked).toEqual(['Mozilla/5.0']);
  expect(await page.title()).not.toBe('run');
  await shots(page);
  await context.close();
});

/** Natural width of a picture in the frame: 0 where nothing was loaded. */
async function widthOf(page: Page, alt: string): Promise<number> {
  const frame = page.frames().find((one) => one.url().includes('/document'));
  return (await frame?.locator(`img[alt="${alt}"]`).evaluate((image) => (image as HTMLImageElement).naturalWidth)) ?? -1;
}

async function shots(page: Page): Promise<void> {
  const folder = process.env['SHOTS'];
  if (folder === undefined) return;
  for (const [name, width, colorScheme] of [
    ['wide', 1280, 'light'],
    ['dark', 1280, 'dark'],
    ['narrow', 400, 'light'],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `${folder}/${name}.png` });
  }
}
