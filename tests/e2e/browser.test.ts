import { expect, test } from 'vitest';
import { launchBrowser } from './browser.ts';

test('a browser is found or unpacked, and it shows pages', async () => {
  const browser = await launchBrowser();
  const [one, two] = await Promise.all([browser.newContext(), browser.newContext()]);
  const page = await one.newPage();
  await page.setContent('<title>Größe</title><button onclick="this.textContent = 40 + 2">?</button>');
  await page.getByRole('button').click();
  expect(await page.title()).toBe('Größe');
  expect(await page.getByRole('button').textContent()).toBe('42');
  await one.close();
  expect(await (await two.newPage()).evaluate(() => navigator.userAgent)).toContain('Chrome');
  await browser.close();
});
