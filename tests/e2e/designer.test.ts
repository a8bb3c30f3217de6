import { afterAll, beforeAll, expect, it } from 'vitest';
import { asTenant } from '../../db/client.ts';
import { workingTimeBetween } from '../../domain/service-level/calendar.ts';
import { tenantOf } from '../house/tenant-of.ts';
import { until } from '../house/until.ts';
import { agentAt } from './agent.ts';
import { type Demo, demoPassword, openDemo } from './demo.ts';
import { designerAt } from './designer.ts';
import { postOffice } from './post-office.ts';

let demo: Demo;
let tenant: string;

beforeAll(async () => {
  demo = await openDemo();
  tenant = await tenantOf(demo.house);
}, 120_000);
afterAll(() => demo?.close(), 60_000);

it('a designer halves the deadline of complaints: new ones have four hours, the running one keeps eight, after a reply too', async () => {
  const { house, browser } = demo;
  const open = async () =>
    (await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'de-DE', timezoneId: 'UTC' })).newPage();
  const [outside, agentPage, designerPage] = [await open(), await open(), await open()];
  const office = postOffice(outside, house.url, 'de');
  const agent = agentAt(agentPage, house.url, 'de');
  const designer = designerAt(designerPage, 'de');

  const customer = await office.write('Beschwerde');
  const running = await complaint(1);
  expect(running.minutes()).toBe(480);
  await agent.signIn('svenja.petersen@sonnblick.example', demoPassword);
  await agent.next('Beschwerde');

  await agentAt(designerPage, house.url, 'de').signIn('tobias.kern@sonnblick.example', demoPassword);
  await designer.open('Service-Level');
  await designer.writeCell({ remark: 'Acht Geschäftsstunden', column: 'Erste Antwort', value: '240' });
  expect(await designer.publish('Beschwerden in vier Stunden')).toMatch(/480\s+240/);

  await office.write('Beschwerde', 1);
  const next = await complaint(2);
  expect(next.minutes()).toBe(240);

  // The running one goes on: answered, answered back, and its clock starts anew.
  await agentPage
    .getByRole('definition')
    .filter({ hasText: shown(running.due) })
    .first()
    .waitFor();
  await agent.fillIn({ Abhilfe: 'Ersatz liefern', 'Betrag in Euro': '20', Begründung: 'Es fehlte etwas.' });
  await agent.reply('Das tut uns leid, der Artikel ist unterwegs.', 'answered');
  await office.open(customer, 'Re: ');
  await office.answer('Es fehlt immer noch etwas.');
  const again = await until(
    'new deadlines',
    () => complaint(1),
    ({ timesSet }) => timesSet === 2,
    20_000,
  );
  expect(again.minutes(again.heardAt)).toBe(480);

  /** As the task's panel writes it. */
  function shown(due: Date): string {
    const moment: Intl.DateTimeFormatOptions = { weekday: 'short', day: '2-digit', month: '2-digit', hour: '2-digit', minute: '2-digit' };
    return new Intl.DateTimeFormat('de-DE', moment).format(due);
  }

  /** The n-th complaint of this test, as soon as it has its deadline. */
  async function complaint(nth: number) {
    const rows = await until(
      `complaint ${nth}`,
      () =>
        asTenant(house.db, tenant, (trx) =>
          trx
            .selectFrom('request as r')
            .innerJoin('calendar_version as c', (join) => join.onTrue())
            .select(['r.id', 'r.created_at', 'r.first_response_due_at as due', 'c.rule'])
            .where('r.status', 'in', ['open', 'waiting'])
            .where('c.calendar', '=', 'business')
            .where('c.number', '=', 1)
            .orderBy('r.created_at')
            .execute(),
        ),
      (found) => found.length >= nth && found[nth - 1]?.due !== null,
      20_000,
    );
    const { id, created_at, due, rule } = rows[nth - 1]!;
    const [heard, set] = await asTenant(house.db, tenant, (trx) =>
      Promise.all([
        trx
          .selectFrom('message')
          .select('created_at')
          .where('request', '=', id)
          .where('type', '=', 'customer')
          .orderBy('created_at')
          .execute(),
        trx.selectFrom('timeline').select('at').where('request', '=', id).where('kind', '=', 'deadlines-set').execute(),
      ]),
    );
    const minutes = (from = created_at) => workingTimeBetween(rule, from.toISOString(), due!.toISOString());
    return { id, due: due!, heardAt: heard.at(-1)!.created_at, timesSet: set.length, minutes };
  }
});
