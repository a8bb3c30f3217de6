import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expertTexts } from '../../api/public/expert/texts.ts';
import type { House } from '../house/house.ts';
import { searchHistories } from '../house/histories.ts';
import { tenantOf } from '../house/tenant-of.ts';
import { accessibilityFaults } from './accessible.ts';
import { agentAt } from './agent.ts';
import { type Demo, demoPassword, openDemo } from './demo.ts';
import { outgoingStory } from './outgoing-story.ts';
import { type Language, postOffice } from './post-office.ts';

const screenshots = path.join(import.meta.dirname, '..', 'screenshots');
const sizes = { wide: { width: 1280, height: 800 }, narrow: { width: 400, height: 800 } };

/** The whole story as a newcomer plays it after `npm start`, in one browser, on the real product. */
const plays: Record<
  Language,
  { account: string; suggestion: string; subject: string; expertAnswer: string; customer: string; word: string }
> = {
  de: {
    account: 'jana.brandt@sonnblick.example',
    suggestion: 'Eilprobe',
    subject: 'Eilprobe',
    expertAnswer: 'Ja, alle Aufsätze der Serie passen.',
    customer: 'Danke! Passt auch der Reiseaufsatz?',
    word: 'Reiseaufsatz',
  },
  en: {
    account: 'emily.clarke@sonnblick.example',
    suggestion: 'Quick demo',
    subject: 'Quick demo',
    expertAnswer: 'Yes, all heads of the series fit.',
    customer: 'Thank you! Does the travel head fit as well?',
    word: 'travel',
  },
};

let demo: Demo;
let house: House;

beforeAll(async () => {
  mkdirSync(screenshots, { recursive: true });
  demo = await openDemo();
  house = demo.house;
}, 120_000);
afterAll(() => demo?.close(), 60_000);

describe.each(Object.keys(plays) as Language[])('the whole story (%s)', (language) => {
  const play = plays[language];

  it('runs from a customer’s mail over an expert’s answer and a reopening to the archive', async () => {
    const context = await demo.browser.newContext({ viewport: sizes.wide, locale: language === 'de' ? 'de-DE' : 'en-GB' });
    // Answers go at once here; what undoing does is seen below.
    await context.addInitScript(() => localStorage.setItem('vorgang.preferences', JSON.stringify({ undoSeconds: 0 })));
    const [outside, inside] = [await context.newPage(), await context.newPage()];
    const office = postOffice(outside, house.url, language);
    const agent = agentAt(inside, house.url, language);
    const { words } = agent;

    const customer = await office.write(play.suggestion);
    await office.open(customer, '[#V-');
    await shoot(outside, `${language}-1-acknowledgement`);
    expect(await accessibilityFaults(outside)).toEqual([]);

    await agent.signIn(play.account, demoPassword);
    await agent.next(play.subject);
    await shoot(inside, `${language}-2-task`);
    await agent.askExpert({ name: 'Labor Nordlicht', address: 'labor@nordlicht.example' }, 'Passen die Aufsätze?');

    await office.open('labor@nordlicht.example', 'V-');
    await answerAsExpert(outside, language, play.expertAnswer);
    await agent.conversation().getByText(play.expertAnswer).first().waitFor();
    await shoot(inside, `${language}-3-expert-answered`);
    expect(await accessibilityFaults(inside)).toEqual([]);

    await agent.reply(play.expertAnswer, 'answered');
    await office.open(customer, 'Re: ');
    expect(await outside.locator('pre').first().textContent()).toContain(play.expertAnswer);
    await office.answer(play.customer);

    await agent.conversation().getByText(play.customer).first().waitFor();
    await shoot(inside, `${language}-4-reopened`);
    await agent.reply(play.expertAnswer, 'closed', play.word);
    const number = await agent.archived();
    await office.open(customer, `[#${number}] ${play.word}`);

    await inside.goto(`${house.url}/search`);
    await inside.getByPlaceholder(words.search.placeholder).fill(play.word);
    const found = inside.getByRole('link', { name: number });
    await found.locator('mark').first().waitFor();
    expect(await found.innerText()).toContain(words.request.status.archived);
    await shoot(inside, `${language}-5-found`);

    // The customer's next request shows what was there before.
    await office.write(play.suggestion);
    await agent.next(play.subject);
    const history = await agent.history();
    await shoot(inside, `${language}-6-history`);
    await history.getByRole('link', { name: number }).click();
    expect(await agent.archived()).toBe(number);
    await agent.conversation().getByText(play.customer).first().waitFor();

    // Keys are faster than the page: what is pressed for the next request waits for it.
    await inside.keyboard.press('n');
    await inside.keyboard.press('r');
    await inside.getByRole('region', { name: words.composer.label }).locator('textarea:focus').waitFor();
    expect(inside.url()).toContain('/tasks/mine/');
    await context.close();
  });
});

it('takes a sent answer back, sends it with its file, and once more where nobody knows whether it left', () =>
  outgoingStory({
    demo,
    account: plays.de.account,
    lead: 'katrin.ahlers@sonnblick.example',
    suggestion: plays.de.suggestion,
    subject: plays.de.subject,
    shoot,
  }));

it('leaves no name, address or text in any workflow history', async () => {
  const found = await searchHistories(house, await tenantOf(house));
  expect(found.hits).toEqual([]);
  expect(found.workflows).toBeGreaterThan(2);
});

async function answerAsExpert(page: Page, language: Language, text: string): Promise<void> {
  const texts = expertTexts[language];
  const link = page.locator('pre a').first();
  const href = await link.getAttribute('href');
  await page.goto(`${href}?lang=${language}`);
  await page.getByRole('button', { name: texts.open }).click();
  await page.getByLabel(texts.answer).fill(text);
  await shoot(page, `${language}-expert`);
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.locator('form#answering').getByRole('button', { name: texts.send }).click();
  await page.getByText(texts.answered).first().waitFor();
}

/** In both widths, for people to look at. */
async function shoot(page: Page, name: string): Promise<void> {
  for (const [size, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport);
    await page.waitForTimeout(300);
    await page.screenshot({ path: path.join(screenshots, `${name}-${size}.png`) });
  }
  await page.setViewportSize(sizes.wide);
}
