import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { asTenant } from '../../db/client.ts';
import { parseMail } from '../../domain/mail/parse.ts';
import { tenantOf } from '../house/tenant-of.ts';
import { until } from '../house/until.ts';
import { agentAt } from './agent.ts';
import { type Demo, demoPassword } from './demo.ts';
import { postOffice } from './post-office.ts';

interface Given {
  demo: Demo;
  account: string;
  lead: string;
  suggestion: string;
  subject: string;
  shoot: (page: Page, name: string) => Promise<void>;
}

const file = 'Rückschein Größe.txt';
const text = 'Guten Tag,\n\nanbei der Rückschein.\n\nViele Grüße';

export async function outgoingStory({ demo, account, lead, suggestion, subject, shoot }: Given): Promise<void> {
  const { house } = demo;
  const context = await demo.browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'de-DE' });
  const [outside, page] = [await context.newPage(), await context.newPage()];
  const office = postOffice(outside, house.url, 'de');
  const agent = agentAt(page, house.url, 'de');
  const { composer: words, conversation } = agent.words;
  await office.write(suggestion);
  await agent.signIn(account, demoPassword);
  await agent.next(subject);

  const composer = page.getByRole('region', { name: words.label });
  await composer.getByRole('button', { name: words.replyShort, exact: true }).click();
  await composer.locator('textarea').fill(text);
  await composer.locator('input[type=file]').setInputFiles({ name: file, mimeType: 'text/plain', buffer: Buffer.from('Maß') });
  await composer.getByText(file).waitFor();
  await shoot(page, 'outgoing-1-file');
  const before = house.mail.accepted.length;
  await composer.getByRole('button', { name: /@/ }).click();
  const undo = page.getByRole('button', { name: words.undo });
  await undo.waitFor();
  await shoot(page, 'outgoing-2-undo');
  await undo.click();
  await expect
    .poll(() =>
      composer
        .locator('textarea')
        .inputValue()
        .catch(() => ''),
    )
    .toBe(text);
  await composer.getByText(file).waitFor();
  expect(house.mail.accepted).toHaveLength(before);

  await composer.getByRole('button', { name: /@/ }).click();
  const card = agent.conversation().getByRole('article').last();
  await card.getByText('Geht hinaus').waitFor();
  await shoot(page, 'outgoing-3-held');
  await card.getByRole('button', { name: conversation.sendNow }).click();
  await card.getByText(conversation.delivery.accepted).waitFor();
  const sent = await parseMail(house.mail.accepted.at(-1)?.raw ?? new Uint8Array());
  expect(sent.attachments.map(({ filename }) => filename)).toEqual([file]);
  expect(sent.text).toContain('anbei der Rückschein');
  expect(sent.html).toContain('<p>');

  // The hand-over broke off after the final dot, as far as the outbox knows.
  const tenant = await tenantOf(house);
  await asTenant(house.db, tenant, async (trx) => {
    const row = { state: 'unknown' as const, error: 'ETIMEDOUT', response: null };
    await trx
      .updateTable('outbox')
      .set(row)
      .where('rfc_message_id', '=', sent.messageId ?? '')
      .execute();
  });
  await page.reload();
  await card.getByText(conversation.delivery.unknown).waitFor();
  await shoot(page, 'outgoing-4-unknown');
  const inside = await demo.browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'de-DE' });
  const leads = await inside.newPage();
  const leader = agentAt(leads, house.url, 'de');
  await leader.signIn(lead, demoPassword);
  await leads.goto(page.url());
  await leader.conversation().getByRole('button', { name: conversation.sendAgain }).click();
  const again = await until(
    'the mail sent again',
    async () => house.mail.accepted.at(-1),
    (mail) => mail !== undefined && mail.messageId !== sent.messageId && mail.raw.includes('anbei der'),
    120_000,
  );
  expect((await parseMail(again?.raw ?? new Uint8Array())).attachments.map(({ filename }) => filename)).toEqual([file]);
  await Promise.all([context.close(), inside.close()]);
}
