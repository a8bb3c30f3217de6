import type { Page } from 'playwright-core';
import { designerTexts } from '../../web/designer/texts.ts';
import type { Language } from './post-office.ts';

/** The designer's pages, used by somebody who is signed in. */
export function designerAt(page: Page, language: Language) {
  const words = designerTexts[language];
  return {
    async open(title: string): Promise<void> {
      await page.getByRole('link', { name: words.title, exact: true }).first().click();
      await page.getByRole('link', { name: title }).click();
      await page.getByRole('heading', { name: title, level: 1 }).waitFor();
    },
    /** Writes into the cell of a decision table that stands in the rule with this remark, below this heading. */
    async writeCell({ remark, column, value }: { remark: string; column: string; value: string }): Promise<void> {
      const headings = await page.locator('.dmn-decision-table-container thead th').allInnerTexts();
      const index = headings.findIndex((heading) => heading.includes(column));
      const cell = page.locator('.dmn-decision-table-container tbody tr', { hasText: remark }).locator('td').nth(index);
      await cell.click();
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.type(value);
      await page.keyboard.press('Enter');
    },
    /** @returns what the dialog says is going to change. */
    async publish(comment: string): Promise<string> {
      await page.getByRole('button', { name: words.publish }).click();
      const dialog = page.getByRole('dialog');
      const changes = await dialog.locator('.changes').innerText();
      await dialog.getByLabel(words.publishDialog.comment).fill(comment);
      await dialog.getByRole('button', { name: words.publishDialog.confirm }).click();
      await dialog.waitFor({ state: 'hidden' });
      return changes;
    },
  };
}
