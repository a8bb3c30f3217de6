import { createHash } from 'node:crypto';
import { json, type Trx } from '../../db/client.ts';
import type { DemoOrder } from './commerce.ts';
import type { DemoCustomer } from './customers.ts';
import { plotOf, type RulesOf } from './plot.ts';
import type { Random } from './random.ts';
import { delivery } from './scenarios/delivery.ts';
import { english } from './scenarios/english.ts';
import { goods } from './scenarios/goods.ts';
import { money } from './scenarios/money.ts';
import { questions } from './scenarios/questions.ts';
import { asksExpert, furtherTurns, placed, type Scenario } from './scenarios/scenario.ts';
import { type DemoAccount, outsiders } from './shop.ts';
import { storyOf } from './story.ts';
import type { RequestRows, Telling } from './story-rows.ts';
import { filler } from './wording.ts';

/** What the archived requests are told about: rows that exist already. */
export interface Cast {
  customers: (DemoCustomer & { id: string; orders: DemoOrder[]; invoices: string[] })[];
  agents: (DemoAccount & { id: string })[];
  mailboxes: Telling['mailbox'][];
  rulesOf: RulesOf;
  graphs: Map<string, string>;
  automatic: Telling['automatic'];
}

const scenarios = [...delivery, ...goods, ...money, ...questions, ...english];
const COUNT = 100;

/** A hundred answered, archived requests of the last sixty days, oldest first. */
export function tellRequests(random: Random, cast: Cast, now: Date): RequestRows[] {
  const uses = Array.from({ length: COUNT }, (_, index) => ({
    scenario: scenarios[index % scenarios.length] as Scenario,
    round: Math.floor(index / scenarios.length),
    daysAgo: 1 + Math.floor((index * 59) / COUNT),
  }));
  const dealt = random.shuffled(uses.map((use) => use.daysAgo));
  const told = new Set<string>();
  const planned = uses.map(({ scenario, round }, index) =>
    plan(random, cast, { scenario, variant: round % scenario.asks.length, daysAgo: dealt[index] ?? 1, now, told }),
  );
  const counts = new Map<number, number>();
  return planned
    .toSorted((a, b) => a.plot.createdAt.getTime() - b.plot.createdAt.getTime())
    .map((telling) => {
      const year = telling.plot.createdAt.getUTCFullYear();
      const last = (counts.get(year) ?? 0) + 1;
      counts.set(year, last);
      return storyOf(random, { ...telling, number: `V-${year}-${String(last).padStart(6, '0')}` });
    });
}

interface Planned {
  scenario: Scenario;
  variant: number;
  daysAgo: number;
  now: Date;
  /** Who has told which scenario. */
  told: Set<string>;
}

function plan(random: Random, cast: Cast, planned: Planned): Omit<Telling, 'number'> {
  const { scenario, variant, daysAgo, now } = planned;
  const { person, order } = occasion(random, cast, planned);
  const outsider = scenario.kind === 'external' ? outsiders[variant % outsiders.length] : undefined;
  const rules = cast.rulesOf(scenario.kind, outsider ? 'C' : person.class);
  const plot = plotOf(random, {
    rules,
    daysAgo,
    now,
    hasExpert: asksExpert(scenario, variant),
    hasAgain: furtherTurns(scenario, variant).length > 0 && random.chance(0.6),
    isLate: random.chance(0.08),
  });
  const wants = scenario.language === 'en' ? 'help@' : ['complaint', 'damage'].includes(scenario.kind) ? 'reklamation@' : 'service@';
  return {
    scenario,
    variant,
    rules,
    plot,
    fill: filler(random, { customer: person, order, invoice: person.invoices[0] ?? `RE-26-${random.between(20_000, 29_999)}` }),
    customer: outsider ? null : person,
    requester: outsider ?? { name: person.name, address: person.addresses[0] ?? '' },
    agent: random.pick(cast.agents.filter((agent) => (agent.skills[rules.handling.skill] ?? 0) >= rules.handling.level)),
    mailbox: cast.mailboxes.find((one) => one.address.startsWith(wants)) ?? random.pick(cast.mailboxes),
    graphs: cast.graphs,
    automatic: cast.automatic,
  };
}

/** Somebody who speaks the language, with an order that fits: placed some days before, with the article that the text is about. */
function occasion(
  random: Random,
  { customers }: Cast,
  { scenario, variant, daysAgo, now, told }: Planned,
): { person: Cast['customers'][number]; order: DemoOrder } {
  const wanted = scenario.articles ? placed(scenario.articles, variant) : null;
  const isWanted = ({ title }: { title: string }) => wanted?.some((start) => title.startsWith(start)) ?? true;
  const all = customers
    // Nobody tells the same story twice.
    .filter((customer) => customer.language === scenario.language && !told.has(`${customer.number} ${scenario.subjects[0]}`))
    // Better customers write more often, as they order more often.
    .flatMap((person) =>
      person.orders.map((order) => ({
        person,
        order: { ...order, items: order.items.toSorted((a, b) => Number(isWanted(b)) - Number(isWanted(a))) },
      })),
    );
  const since = ({ order }: (typeof all)[number]) => (now.getTime() - order.ordered_at.getTime()) / 86_400_000 - daysAgo;
  const isBulky = ({ order }: (typeof all)[number]) => order.carrier.startsWith('Spedition');
  const fits = all.filter((one) => one.order.items.some(isWanted) && isBulky(one) === (scenario.kind === 'delivery-appointment'));
  const best = [fits.filter((one) => since(one) > 1 && since(one) < 25), fits.filter((one) => since(one) > 1), fits, all].find(
    (list) => list.length > 0,
  );
  const chosen = random.pick(best ?? all);
  told.add(`${chosen.person.number} ${scenario.subjects[0]}`);
  return chosen;
}

export async function writeRequests(trx: Trx, stories: RequestRows[]): Promise<void> {
  const consultations = stories.flatMap((story) => story.consultations);
  await trx
    .insertInto('request')
    .values(stories.map((story) => story.request))
    .execute();
  await trx
    .insertInto('task')
    .values(stories.flatMap((story) => story.tasks))
    .execute();
  if (consultations.length > 0) await trx.insertInto('consultation').values(consultations).execute();
  await trx
    .insertInto('message')
    .values(stories.flatMap((story) => story.messages))
    .execute();
  await trx
    .insertInto('promise')
    .values(stories.flatMap((story) => story.promises))
    .execute();
  const archived = await writeArchive(trx, stories);
  const timeline = [...stories.flatMap((story) => story.timeline), ...archived].toSorted((a, b) => a.at.getTime() - b.at.getTime());
  await trx.insertInto('timeline').values(timeline).execute();
  await countNumbers(
    trx,
    stories.map((story) => story.request.number),
  );
}

/** The chain of hashes as the archive step writes it, in the order of closing. */
async function writeArchive(trx: Trx, stories: RequestRows[]): Promise<RequestRows['timeline']> {
  let previous: string | null = null;
  const lines: RequestRows['timeline'] = [];
  const closed = (story: RequestRows) => story.request.closed_at as Date;
  for (const { id, request, messages } of stories.toSorted((a, b) => closed(a).getTime() - closed(b).getTime())) {
    const { number, kind, channel, graph, created_at, closed_at } = request;
    const letters = messages.map((message) => ({
      id: message.id,
      type: message.type,
      channel: message.channel,
      rfc_message_id: message.rfc_message_id,
      created_at: message.created_at,
      sha256: createHash('sha256')
        .update(message.text ?? '')
        .digest('hex'),
    }));
    const content = json({
      job: null,
      head: { number, kind, channel, graph, created_at, closed_at },
      messages: letters,
      originals: [],
      events: [],
    });
    const sha256: string = createHash('sha256')
      .update(previous ?? '')
      .update(content)
      .digest('hex');
    const at = closed_at as Date;
    await trx.insertInto('archive_entry').values({ request: id, content, sha256, previous, archived_at: at }).execute();
    lines.push({ request: id, kind: 'archived', data: json({ sha256 }), actor: json({ type: 'process' }), at });
    previous = sha256;
  }
  return lines;
}

/** The next request goes on counting where the stories end. */
async function countNumbers(trx: Trx, numbers: string[]): Promise<void> {
  const last = new Map(numbers.toSorted().map((number) => [Number(number.slice(2, 6)), Number(number.slice(7))]));
  await trx
    .insertInto('request_number')
    .values([...last].map(([year, count]) => ({ year, last: count })))
    .execute();
}
