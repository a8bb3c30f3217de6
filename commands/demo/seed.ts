import { stepDescriptions as steps } from '../../activities/steps/index.ts';
import { publishAll } from '../../api/definitions/publish.ts';
import { asTenant, connect, type Trx } from '../../db/client.ts';
import { loadGraph } from '../../db/graphs.ts';
import { decider } from '../../domain/process/decision/evaluate.ts';
import type { Variables } from '../../domain/process/types.ts';
import { readCalendars } from '../../db/calendars.ts';
import { provision } from '../provision/provision.ts';
import { readShipped, type Shipped } from '../provision/shipped.ts';
import type { DemoOptions, DemoSummary } from '../start/demo.ts';
import { pointMailboxes, writeAccounts, writeCustomers, writeMailboxes } from './people.ts';
import type { Rules, RulesOf } from './plot.ts';
import { randomOf } from './random.ts';
import { type Cast, tellRequests, writeRequests } from './requests.ts';
import { accounts, shop } from './shop.ts';

const SEED = 20_261_124;

/**
 * Loads the demo tenant: an invented drugstore's web shop with people, customers and a hundred answered requests of the last sixty days. Where it is
 * there already only the mailboxes follow the mail server's ports.
 */
export async function seedDemo({ url, appUrl, secretKey, mail, log }: DemoOptions): Promise<DemoSummary> {
  const tenant = await ensureTenant(url);
  const db = connect(appUrl, 1);
  try {
    await asTenant(db, tenant, async (trx) => {
      if (await trx.selectFrom('account').select('id').limit(1).executeTakeFirst()) return pointMailboxes(trx, { mail, secretKey });
      await fill(trx, { mail, secretKey, log });
    });
  } finally {
    await db.destroy();
  }
  return {
    slug: shop.slug,
    accounts: accounts.map(({ name, email, roles, introduction }) => ({ name, email, password: shop.password, roles, role: introduction })),
  };
}

/** Only the owner may make a tenant. */
async function ensureTenant(url: string): Promise<string> {
  const owner = connect(url, 1);
  try {
    await owner
      .insertInto('tenant')
      .values({ slug: shop.slug, name: shop.name })
      .onConflict((conflict) => conflict.column('slug').doNothing())
      .execute();
    return (await owner.selectFrom('tenant').select('id').where('slug', '=', shop.slug).executeTakeFirstOrThrow()).id;
  } finally {
    await owner.destroy();
  }
}

/** All or nothing: one transaction. */
async function fill(trx: Trx, { mail, secretKey, log }: Pick<DemoOptions, 'mail' | 'secretKey' | 'log'>): Promise<void> {
  const random = randomOf(SEED);
  const now = new Date();
  const shipped = await readShipped();
  log('processes, tables, forms and standard answers');
  await provision(trx, shipped);
  const outcome = await publishAll(trx, { by: null, comment: 'Auslieferung', steps });
  if (!outcome.ok)
    throw new Error(
      `The shipped definitions have errors: ${outcome.findings.map((one) => `${one.definition}: ${one.message.en}`).join('; ')}`,
    );
  log('agents, customers and their orders');
  const agents = await writeAccounts(trx);
  const customers = await writeCustomers(trx, random, now);
  const mailboxes = await writeMailboxes(trx, { mail, secretKey });
  log('a hundred answered requests');
  const graphs = new Map(outcome.published.flatMap((one) => (one.graph === null ? [] : [[one.key, one.graph] as const])));
  const handlers = agents.filter((account) => account.roles.includes('agent') || account.roles.includes('lead'));
  const cast: Cast = {
    customers,
    agents: handlers,
    mailboxes,
    rulesOf: await rulesOfTables(trx, graphs),
    graphs,
    automatic: automaticOf(shipped),
  };
  await writeRequests(trx, tellRequests(random, cast, now));
}

/** The tables as they were just published, so that the past obeys them. */
async function rulesOfTables(trx: Trx, graphs: Map<string, string>): Promise<RulesOf> {
  const { decisions } = await loadGraph(trx, graphs.get('intake') ?? '');
  const [matrix, level] = [decider(decisions, 'processing-matrix'), decider(decisions, 'service-level')];
  const calendars = await readCalendars(trx);
  return (kind, customerClass) => {
    const given: Variables = { kind, customerClass };
    const surroundings = { lookup: (name: string) => given[name] } as unknown as Parameters<typeof matrix>[0];
    const serviceLevel = level(surroundings).result as unknown as Rules['serviceLevel'];
    const calendar = calendars[serviceLevel.calendar];
    if (!calendar) throw new Error(`The service level table names the calendar "${serviceLevel.calendar}", which is not shipped.`);
    return { handling: matrix(surroundings).result as unknown as Rules['handling'], serviceLevel, calendar };
  };
}

function automaticOf({ answers }: Shipped): Cast['automatic'] {
  return (key, language) => {
    const answer = answers.find((one) => one.key === key && one.language === language);
    if (!answer) throw new Error(`The standard answer "${key}" in "${language}" is not shipped.`);
    return answer;
  };
}
