import type { Page } from 'playwright-core';
import { de } from '../../web/i18n/de/index.ts';
import { en } from '../../web/i18n/en/index.ts';
import type { Language } from './post-office.ts';

/** The web app as an agent uses it, in the agent's language. */
export function agentAt(page: Page, url: string, language: Language) {
  const words = language === 'de' ? de : en;
  return {
    words,
    async signIn(email: string, password: string): Promise<void> {
      await page.goto(url);
      await page.getByLabel(words.session.email).fill(email);
      await page.getByLabel(words.session.password, { exact: true }).fill(password);
      await page.getByRole('button', { name: words.session.signIn, exact: true }).click();
      await page.getByRole('navigation').first().waitFor();
    },
    /** Asks for the next task and waits until its request is open. */
    async next(subject: string): Promise<void> {
      await page.getByRole('button', { name: words.next.action }).first().click();
      await page.getByRole('heading', { name: subject }).first().waitFor();
    },
    async askExpert(expert: { name: string; address: string }, question: string): Promise<void> {
      await page.getByRole('button', { name: words.actions.askExpert }).first().click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel(words.consultation.address).fill(expert.address);
      await dialog.getByLabel(words.consultation.name, { exact: true }).fill(expert.name);
      await dialog.getByLabel(words.consultation.question, { exact: true }).fill(question);
      await dialog.getByRole('button', { name: words.consultation.send }).click();
      await dialog.waitFor({ state: 'hidden' });
    },
    async reply(text: string, outcome: 'answered' | 'closed'): Promise<void> {
      const composer = page.getByRole('region', { name: words.composer.label });
      await composer.getByRole('button', { name: words.composer.replyShort, exact: true }).click();
      await composer.locator('textarea').fill(text);
      const choice = composer.getByRole('button', { name: words.composer.chooseOutcome });
      await choice.click();
      await page.getByRole('menuitem', { name: words.composer.outcome[outcome] }).click();
      await composer.getByRole('button', { name: /@/ }).click();
      await page.getByText(words.composer.sent).first().waitFor();
    },
    /** Fills in the task's form: label → text, or the option to choose. */
    async fillIn(values: Record<string, string>): Promise<void> {
      const form = page.getByRole('region', { name: words.taskPanel.form });
      for (const [label, value] of Object.entries(values)) {
        const field = form.locator('.fjs-form-field', { hasText: label }).first();
        await field.waitFor();
        if (await field.locator('.fjs-select-hidden-input').count()) {
          await field.locator('.fjs-input-group').click();
          await field.getByText(value, { exact: true }).click();
        } else {
          await field.locator('input, textarea').first().fill(value);
        }
      }
    },
    conversation: () => page.getByRole('region', { name: words.conversation.label }),
  };
}
