import type { Page } from 'playwright-core';
import { postOfficeTexts } from '../../api/public/post-office/texts.ts';

export type Language = 'de' | 'en';

/** The demo's post office as a newcomer uses it. `who` is part of the mailbox's name or address. */
export function postOffice(page: Page, url: string, language: Language) {
  const texts = postOfficeTexts[language];
  const box = async (who: string) => {
    await page.goto(`${url}/post-office?lang=${language}`);
    await page.getByRole('link', { name: who }).first().click();
  };
  return {
    /** Writes one of the suggested mails, as the customer at this place of the list. @returns the sender's address. */
    async write(suggestion: string, customer?: number): Promise<string> {
      await page.goto(`${url}/post-office/write?lang=${language}`);
      await page.getByRole('link', { name: suggestion }).click();
      if (customer !== undefined) await page.getByLabel(texts.sender).selectOption({ index: customer });
      const sender = await page.getByLabel(texts.sender).locator('option:checked').textContent();
      await page.getByRole('button', { name: texts.send }).click();
      return /\(([^)]+@[^)]+)\)/.exec(sender ?? '')?.[1] ?? '';
    },
    /** Opens the mail with this subject, waiting until it has come. */
    async open(who: string, subject: string): Promise<void> {
      for (let tries = 0; ; tries += 1) {
        await box(who).catch(() => undefined);
        const mail = page.getByRole('link', { name: subject }).first();
        if (await mail.isVisible().catch(() => false)) return mail.click();
        if (tries > 60) throw new Error(`No mail "${subject}" came to ${who}.`);
        await page.waitForTimeout(500);
      }
    },
    async answer(text: string): Promise<void> {
      await page.locator('summary', { hasText: texts.reply }).click();
      await page.locator('textarea[name=text]').fill(text);
      await page.getByRole('button', { name: texts.send }).click();
    },
  };
}
