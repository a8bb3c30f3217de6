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
    /** Asks for the next task, again while there is none yet, until its request is open. */
    async next(subject: string): Promise<void> {
      const heading = page.getByRole('heading', { name: subject, level: 1 });
      for (let tries = 0; !(await heading.isVisible()); tries += 1) {
        if (tries > 20) throw new Error(`No task "${subject}" came.`);
        await page.getByRole('button', { name: words.next.action }).first().click();
        await heading.waitFor({ timeout: 2000 }).catch(() => undefined);
      }
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
    async reply(text: string, outcome: 'answered' | 'closed', subject?: string): Promise<void> {
      const composer = page.getByRole('region', { name: words.composer.label });
      await composer.getByRole('button', { name: words.composer.replyShort, exact: true }).click();
      await composer.locator('textarea').fill(text);
      if (subject !== undefined) {
        await composer.getByRole('button', { name: words.composer.changeSubject }).click();
        await composer.getByLabel(words.composer.subject, { exact: true }).fill(subject);
      }
      const choice = composer.getByRole('button', { name: words.composer.chooseOutcome });
      await choice.click();
      await page.getByRole('menuitem', { name: words.composer.outcome[outcome] }).click();
      await composer.getByRole('button', { name: /@/ }).click();
      // Whatever stands in the way of sending keeps the text, and says so.
      await composer
        .locator('textarea')
        .waitFor({ state: 'detached' })
        .catch(async (cause: unknown) => {
          throw new Error(`The answer was not sent: ${await composer.innerText()}`, { cause });
        });
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
          const input = field.locator('input, textarea').first();
          await input.fill(value);
          // As a person leaves a field: form-js takes a value some moments after the last key, and draws the other fields anew then.
          await input.blur();
        }
      }
    },
    /** @returns the number of the open request, once it is in the archive. */
    async archived(): Promise<string> {
      await page.locator('.request-header [data-status=archived]').waitFor();
      return page.locator('.request-header__number').innerText();
    },
    /** Shows the customer beside the open request. @returns the customer's history. */
    async history() {
      const tab = page.getByRole('button', { name: words.request.tabs.customer, exact: true });
      if ((await tab.getAttribute('aria-pressed')) === 'false') await tab.click();
      const section = page.getByRole('region', { name: words.customer.history });
      await section.scrollIntoViewIfNeeded();
      return section;
    },
    conversation: () => page.getByRole('region', { name: words.conversation.label }),
  };
}
