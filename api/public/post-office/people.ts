import { sql } from 'kysely';
import { asTenant, type Db } from '../../../db/client.ts';

/** Someone of the demo who has a mailbox. */
export interface Person {
  address: string;
  name: string;
  role: 'shop' | 'customer' | 'expert';
  /** Which language is spoken there; unknown of experts. */
  language?: string;
  /** Customers: A, B or C. */
  customerClass?: string;
  /** Customers: an order of theirs, to quote in a mail. */
  order?: string;
}

export interface Demo {
  owner: string;
  slug: string;
  people: Person[];
}

/** Who is who in the demo tenant: the shop's mailboxes, its customers (those with most orders first), the experts asked so far. */
export async function demoOf(db: Db): Promise<Demo | null> {
  const { rows } = await sql<{ tenant: string; slug: string; name: string }>`select tenant, slug, name from all_tenants()`.execute(db);
  const [tenant] = rows;
  if (!tenant) return null;
  const people = await asTenant(db, tenant.tenant, async (trx) => {
    const shop = await trx
      .selectFrom('mailbox')
      .select(['address', 'name', 'language'])
      .where('active', '=', true)
      .orderBy(sql`topic is not null`)
      .orderBy('address')
      .execute();
    const customers = await trx
      .selectFrom('customer_address')
      .innerJoin('customer', 'customer.id', 'customer_address.customer')
      .select(['customer_address.address', 'customer.name', 'customer.class', 'customer.number', 'customer.language'])
      .select((eb) =>
        eb
          .selectFrom('customer_order')
          .select('customer_order.number')
          .whereRef('customer_order.customer', '=', 'customer.id')
          .orderBy('ordered_at', 'desc')
          .limit(1)
          .as('order'),
      )
      .orderBy('customer.class')
      .orderBy('customer.number')
      .limit(60)
      .execute();
    const experts = await trx
      .selectFrom('consultation')
      .select(['expert_address as address', 'expert_name as name'])
      .distinct()
      .limit(30)
      .execute();
    return [
      ...shop.map(({ address, name, language }): Person => ({ address, name, language, role: 'shop' })),
      ...customers.map(({ address, name, language, class: customerClass, order }): Person => ({
        address,
        name,
        role: 'customer',
        language,
        customerClass,
        ...(order ? { order } : {}),
      })),
      ...experts.map(({ address, name }): Person => ({ address, name, role: 'expert' })),
    ];
  });
  return { owner: tenant.name, slug: tenant.slug, people: uniqueByAddress(people) };
}

function uniqueByAddress(people: Person[]): Person[] {
  return [...new Map(people.toReversed().map((person) => [person.address.toLowerCase(), person])).values()].reverse();
}
