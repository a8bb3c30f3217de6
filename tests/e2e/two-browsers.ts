import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { createTransport } from 'nodemailer';
import { type RawBuilder, sql } from 'kysely';
import type { Page } from 'playwright-core';
import { asTenant } from '../../db/client.ts';
import { saveTeam } from '../../db/teams.ts';
import { tenantOf } from '../house/tenant-of.ts';
import { accessibilityFaults } from './accessible.ts';
import { agentAt } from './agent.ts';
import { type Demo, demoPassword, openDemo } from './demo.ts';
import type { Language } from './post-office.ts';

/**
 * An agent and a lead at once, each in a browser of their own, on the real product: push, decline, hand over, absence, reassign, overflow and approval.
 * `node tests/e2e/two-browsers.ts [FOLDER] [de|en]` writes what both see, wide and narrow; it ends with what was not as it should be.
 */
const folder = process.argv[2] ?? path.join(import.meta.dirname, '..', 'screenshots');
const language: Language = process.argv[3] === 'en' ? 'en' : 'de';
const wide = { width: 1280, height: 900 };
const narrow = { width: 400, height: 850 };
const proposal = {
  de: { Abhilfe: 'Erstatten', 'Betrag in Euro': '60', 'Vorschlag und Begründung': 'Erstattung des Kaufpreises.' },
  en: { Remedy: 'Refund', 'Amount in euros': '60', 'Proposal and reason': 'Refund of the price.' },
};
const wrong: string[] = [];
let step = 0;

let demo: Demo;

async function play(): Promise<void> {
  const { house } = demo;
  const tenant = await tenantOf(house);
  await asTenant(house.db, tenant, (trx) => trx.updateTable('account').set({ language }).execute());
  const jana = await browserOf('jana.brandt');
  const svenja = await browserOf('svenja.petersen');
  const lead = await browserOf('katrin.ahlers');
  const { words } = lead.at;
  await lead.page.goto(`${house.url}/board`);
  await lead.page.locator('.board').waitFor();
  await see('empty board', lead.page);

  // Push: what comes goes to whoever is there.
  await jana.presence('available');
  await mail(['Wo ist mein Paket?', 'Rabattcode geht nicht', 'Wo bleibt meine Sendung?']);
  await until('work is pushed to the agent', async () => (await agent(lead.page, 'Jana Brandt')).tasks >= 2);
  await jana.page.goto(`${house.url}/tasks/mine`);
  await jana.page.locator('.task-row, [data-row]').first().waitFor();
  await see('pushed work', jana.page);
  await see('the agent’s load on the board', lead.page);

  // Decline: it goes elsewhere, with the reason on the board.
  await jana.page.locator('[data-row]').first().click();
  await jana.page.getByRole('button', { name: words.actions.more }).first().click();
  await jana.page.getByRole('menuitem', { name: words.actions.pass }).click();
  const reason = jana.page.getByRole('dialog');
  await reason.getByRole('button', { name: words.actions.reasons[0]! }).click();
  await see('why it is passed on', jana.page);
  await reason.getByRole('button', { name: words.actions.pass, exact: true }).last().click();
  await until('the decline is counted', async () => (await agent(lead.page, 'Jana Brandt')).declined === 1);
  await lead.page.goto(`${house.url}/board`);
  await see('a decline on the board', lead.page);

  // Hand over: the absent agent's tasks go to a colleague with what was begun, and come back by one click.
  await jana.page.goto(`${house.url}/tasks/mine`);
  await jana.page.locator('[data-row]').first().click();
  const text = jana.page.getByRole('region', { name: words.composer.label }).locator('textarea').first();
  await jana.page.getByRole('button', { name: words.composer.replyShort, exact: true }).first().click();
  await text.fill('Guten Tag, wir haben nachgesehen …');
  await text.blur();
  await jana.page.waitForTimeout(2000);
  await lead.presenceOf('Jana Brandt', 'offline');
  await until('the agent is shown as absent', async () => (await agent(lead.page, 'Jana Brandt')).presence === 'offline');
  await lead.presenceOf('Svenja Petersen', 'available');
  await lead.menuOf('Jana Brandt');
  await lead.page.getByRole('menuitem', { name: /…$/ }).click();
  await see('handing over all of an absent agent', lead.page);
  await lead.page.getByRole('dialog').getByRole('button', { name: words.board.reassign }).click();
  await until('nothing is left with the absent agent', async () => (await agent(lead.page, 'Jana Brandt')).tasks === 0);
  await see('handed over, with the way back', lead.page);
  await svenja.page.goto(`${house.url}/tasks/mine`);
  await svenja.page.waitForTimeout(1500);
  await see('what the colleague got', svenja.page);
  await lead.page.getByRole('button', { name: words.common.undo }).first().click();
  await until('undo brings it back', async () => (await agent(lead.page, 'Jana Brandt')).tasks > 0);
  await see('taken back', lead.page);

  // Reassign by keyboard: pick, pick, assign.
  await lead.presenceOf('Svenja Petersen', 'offline');
  await mail(['Unser Produkt ist defekt', 'Beschwerde über die Lieferung', 'Frage zur Gewährleistung']);
  await until('something waits', async () => (await board(lead.page)).waiting > 0);
  await lead.page.goto(`${house.url}/board/waiting`);
  await lead.page.locator('.board-rows [data-row]').first().focus();
  for (const key of ['x', 'j', 'x']) await lead.page.keyboard.press(key);
  await see('picked by keyboard', lead.page);
  await lead.page.keyboard.press('a');
  const dialog = lead.page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: words.actions.assignTo }).fill('Katrin');
  await lead.page.getByRole('option', { name: /Katrin/ }).click();
  await dialog.getByRole('switch', { name: words.actions.overCapacity }).click();
  await see('assigning', lead.page);
  await dialog.getByRole('button', { name: words.board.reassign }).click();
  await until('the chosen person has them', async () => (await agent(lead.page, 'Katrin Ahlers')).tasks > 0);
  await see('assigned', lead.page);

  // Approval: what is above the agent's competence goes to the next level, and its decision comes back.
  await lead.presenceOf('Jana Brandt', 'available');
  await mail(['Beschwerde über ein kaputtes Gerät']);
  await jana.page.goto(`${house.url}/tasks/mine`);
  await jana.page.locator('[data-row]', { hasText: 'kaputtes' }).first().click();
  await jana.at.fillIn(language === 'de' ? proposal.de : proposal.en);
  await jana.page.getByRole('button', { name: words.taskPanel.submit }).click();
  await lead.presenceOf('Svenja Petersen', 'available');
  await svenja.page.goto(`${house.url}/tasks/mine`);
  await svenja.page.locator('[data-row]', { hasText: 'kaputtes' }).first().click();
  const form = svenja.page.getByRole('region', { name: words.taskPanel.form });
  await form.getByText(language === 'de' ? 'Mit Änderung' : 'With changes').click();
  await svenja.at.fillIn(
    language === 'de' ? { 'Betrag in Euro': '50', Hinweis: 'Mehr geht nicht.' } : { 'Amount in euros': '50', Note: 'No more.' },
  );
  await see('approving', svenja.page);
  await svenja.page.getByRole('button', { name: words.taskPanel.submit }).click();
  await jana.page.goto(`${house.url}/tasks/mine`);
  await jana.page.locator('[data-row]', { hasText: 'kaputtes' }).first().click();
  await jana.page.getByRole('region', { name: words.taskPanel.form }).getByText('50').first().waitFor();
  await see('the decision comes back', jana.page);

  // Overflow: what nobody of the team takes goes to the other team after a minute.
  await asTenant(house.db, tenant, async (trx) => {
    const people = await trx.selectFrom('account').select(['id', 'name']).execute();
    const id = (name: string) => people.find((one) => one.name === name)!.id;
    const second = await saveTeam(trx, null, {
      name: 'Leitung',
      lead: null,
      topics: [],
      members: [id('Katrin Ahlers')],
      overflowTo: null,
      overflowMinutes: null,
      calendar: null,
    });
    const first = {
      name: 'Zahlung',
      lead: null,
      topics: ['payment'],
      members: [id('Murat Yıldız')],
      overflowTo: second,
      overflowMinutes: 1,
      calendar: null,
    };
    await saveTeam(trx, null, first);
    await trx.updateTable('account').set({ capacity: 20 }).where('name', '=', 'Katrin Ahlers').execute();
  });
  await lead.presenceOf('Katrin Ahlers', 'available');
  await mail(['Rücklastschrift: meine Lastschrift ist geplatzt']);
  await until('it waits for the team first', async () => (await topic(lead.page, 'payment')).waiting > 0);
  await lead.page.goto(`${house.url}/board`);
  await see('waiting for the team', lead.page);
  await until('it overflows to the other team', async () => (await topic(lead.page, 'payment')).assigned > 0, 180_000);
  await see('overflowed', lead.page);
  wrong.push(...(await accessibilityFaults(lead.page)).map((fault) => `board: ${fault}`));
  await administer();
}

/** Each with 40 skills. */
async function aThousandPeople(): Promise<void> {
  const tenant = await tenantOf(demo.house);
  const inTenant = (statement: RawBuilder<unknown>) => asTenant(demo.house.db, tenant, (trx) => statement.execute(trx));
  await inTenant(
    sql`insert into skill (key, title_de, title_en) select 'more-' || n, 'Weitere ' || n, 'More ' || n from generate_series(1, 22) n`,
  );
  for (let first = 1; first <= 1000; first += 50) {
    await inTenant(sql`insert into account (email, name, password_hash, roles)
      select 'p' || n || '@sonnblick.example', 'Person ' || n, 'x', array['agent'] from generate_series(${first}::int, ${first + 49}::int) n`);
    await inTenant(sql`insert into account_skill (account, skill, level) select a.id, s.key, 1 + (random() * 2)::int from generate_series(${first}::int, ${first + 49}::int) n
      join account a on a.name = 'Person ' || n, skill s where s.key <> 'competence'`);
  }
}

/** What an administrator sees before saving. */
async function administer(): Promise<void> {
  const { page, at } = await browserOf('beate.wagner');
  const preview = async (what: string): Promise<void> => {
    await page.getByRole('button', { name: at.words.distribution.preview }).click();
    await page.getByText(at.words.distribution.effect.title).waitFor();
    await see(what, page);
    wrong.push(...(await accessibilityFaults(page)).map((fault) => `${what}: ${fault}`));
  };
  await aThousandPeople();
  const begin = Date.now();
  await page.goto(`${demo.house.url}/administration/matrix`);
  await page.locator('[data-cell="0-0"]').focus();
  console.log(`   the matrix of a thousand people is there (${((Date.now() - begin) / 1000).toFixed(1)} s)`);
  for (const key of ['3', 'ArrowRight', '2', 'ArrowDown', '1']) await page.keyboard.press(key);
  await preview('skills matrix');
  await page.goto(`${demo.house.url}/administration/distribution`);
  await page.getByRole('radio', { name: at.words.distribution.policy.orders['longest-wait'] }).click();
  await preview('policy');
  await page.goto(`${demo.house.url}/administration/limits`);
  await page.locator('.limits input').first().fill('5');
  await preview('limits');
}

interface Seen {
  page: Page;
  at: ReturnType<typeof agentAt>;
  /** Sets their own presence. */
  presence(state: 'available' | 'offline'): Promise<void>;
  /** Opens the board's menu of somebody. */
  menuOf(name: string): Promise<void>;
  presenceOf(name: string, state: 'available' | 'offline'): Promise<void>;
}

async function browserOf(name: string): Promise<Seen> {
  const context = await demo.browser.newContext({ viewport: wide, locale: language === 'de' ? 'de-DE' : 'en-GB' });
  const page = await context.newPage();
  page.on('pageerror', (error) => wrong.push(`${name}: ${error.message}`));
  const at = agentAt(page, demo.house.url, language);
  await at.signIn(`${name}@sonnblick.example`, demoPassword);
  const menuOf = async (who: string): Promise<void> => {
    await page.goto(`${demo.house.url}/board`);
    const shown = page.getByRole('button', { name: at.words.board.actionsFor.replace('{{name}}', who) });
    const more = page.getByRole('button', { name: new RegExp(at.words.board.showAll_other.split('{{count}}')[1]!.trim()) });
    await shown.or(more).first().waitFor();
    if (!(await shown.isVisible())) await more.click();
    await shown.click();
  };
  return {
    page,
    at,
    menuOf,
    presence: async (state) => {
      await page
        .getByRole('button', { name: at.words.presence.label.split('{{')[0]! })
        .first()
        .click();
      await page.getByRole('menuitem', { name: at.words.presence[state] }).click();
    },
    presenceOf: async (who, state) => {
      await menuOf(who);
      await page.getByRole('menuitem', { name: at.words.presence[state], exact: true }).click();
      await page.getByRole('button', { name: at.words.common.undo }).first().waitFor();
    },
  };
}

/** What a page shows now, wide and narrow. */
async function see(what: string, page: Page): Promise<void> {
  step += 1;
  const name = `two-${language}-${String(step).padStart(2, '0')}-${what.replaceAll(/[^a-z]+/gi, '-')}`;
  await page.waitForTimeout(600);
  await page.screenshot({ path: path.join(folder, `${name}-wide.png`) });
  await page.setViewportSize(narrow);
  await page.waitForTimeout(400);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (overflow > 0) wrong.push(`${what}: ${overflow} px too wide at 400 px`);
  await page.screenshot({ path: path.join(folder, `${name}-narrow.png`) });
  await page.setViewportSize(wide);
  console.log(`${step}. ${what}`);
}

async function until(what: string, holds: () => Promise<boolean>, patience = 40_000): Promise<void> {
  const begin = Date.now();
  while (!(await holds())) {
    if (Date.now() - begin > patience) throw new Error(`Never: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  console.log(`   ${what} (${((Date.now() - begin) / 1000).toFixed(1)} s)`);
}

interface BoardSeen {
  groups: { group: string; count: number }[];
  agents: { name: string; presence: string; tasks: number; declined: number }[];
  topics: { topic: string | null; waiting: number; assigned: number }[];
}
const read = (page: Page): Promise<BoardSeen> => page.evaluate(async () => (await (await fetch('/api/board')).json()) as BoardSeen);
const agent = async (page: Page, name: string) => (await read(page)).agents.find((one) => one.name === name)!;
const topic = async (page: Page, key: string) =>
  (await read(page)).topics.find((one) => one.topic === key) ?? { topic: key, waiting: 0, assigned: 0 };
const board = async (page: Page) => ({ waiting: (await read(page)).groups.find(({ group }) => group === 'waiting')?.count ?? 0 });

/** Customers write, each from an address of their own. */
async function mail(subjects: string[]): Promise<void> {
  const [port] = demo.house.demoMail.split(':').map(Number);
  const transport = createTransport({ host: '127.0.0.1', port: port ?? 0, secure: false, ignoreTLS: true });
  for (const subject of subjects) {
    const from = `kunde${Math.floor(performance.now() * 1000)}@kunden.example`;
    await transport.sendMail({ from, to: 'service@sonnblick.example', subject, text: `${subject}. Bitte um Hilfe.` });
  }
  transport.close();
}

mkdirSync(folder, { recursive: true });
demo = await openDemo();
try {
  await play();
} finally {
  await demo.close();
}
for (const line of wrong) console.log(`wrong: ${line}`);
console.log(wrong.length === 0 ? 'all as it should be' : `${wrong.length} wrong`);
process.exit(wrong.length === 0 ? 0 : 1);
