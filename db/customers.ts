import { sql } from 'kysely';
import type { Trx } from './client.ts';
import type { CustomerClass } from './schema.ts';

export interface CustomerRow {
  id: string;
  number: string;
  name: string;
  class: string;
  city: string | null;
  addresses: string[];
  openRequests: number;
}

/** By number, address or part of the name; at most 50. */
export async function searchCustomers(trx: Trx, search: string): Promise<CustomerRow[]> {
  const like = `%${search.replace(/[\\%_]/g, String.raw`\$&`)}%`;
  const { rows } = await sql<CustomerRow>`
    select c.id, c.number, c.name, c.class, c.city,
      (select coalesce(json_agg(a.address order by a.address), '[]') from customer_address a where a.customer = c.id) as addresses,
      (select count(*)::int from request r where r.customer = c.id and r.status in ('open', 'waiting')) as "openRequests"
    from customer c where c.number ilike ${like} or c.name ilike ${like} or exists (select 1 from customer_address a where a.customer = c.id and a.address::text ilike ${like})
    order by c.number = ${search} desc, c.name, c.id limit 50`.execute(trx);
  return rows;
}

/** Master data and what the back office knows. */
export async function customerById(trx: Trx, id: string) {
  const customer = await trx
    .selectFrom('customer as c')
    .leftJoin('organisation as o', 'o.id', 'c.organisation')
    .select([
      'c.id',
      'c.number',
      'c.name',
      'c.given_name as givenName',
      'c.family_name as familyName',
      'c.class',
      'c.language',
      'c.phone',
      'c.street',
      'c.postal_code as postalCode',
      'c.city',
      'c.created_at as since',
      'o.name as organisation',
    ])
    .where('c.id', '=', id)
    .executeTakeFirst();
  if (!customer) return null;
  const addresses = await trx.selectFrom('customer_address').select('address').where('customer', '=', id).orderBy('address').execute();
  const orders = await trx
    .selectFrom('customer_order')
    .select(['id', 'number', 'ordered_at as orderedAt', 'status', 'total_cents as totalCents', 'carrier', 'tracking', 'items'])
    .where('customer', '=', id)
    .orderBy('ordered_at', 'desc')
    .limit(50)
    .execute();
  const contracts = await trx
    .selectFrom('contract')
    .select(['id', 'number', 'title', sql<string>`since::text`.as('since'), sql<string | null>`until::text`.as('until')])
    .where('customer', '=', id)
    .orderBy('since', 'desc')
    .execute();
  const receivables = await trx
    .selectFrom('receivable')
    .select([
      'id',
      'invoice',
      sql<string>`due_on::text`.as('dueOn'),
      'amount_cents as amountCents',
      'paid_cents as paidCents',
      'dunning_level as dunningLevel',
    ])
    .where('customer', '=', id)
    .orderBy('due_on', 'desc')
    .limit(50)
    .execute();
  return { ...customer, addresses: addresses.map(({ address }) => address), orders, contracts, receivables };
}

/** @returns the customer's open requests that are of another class still; null where there is no such customer. */
export async function changeClass(trx: Trx, customer: string, to: CustomerClass): Promise<string[] | null> {
  const changed = await trx.updateTable('customer').set({ class: to }).where('id', '=', customer).returning('id').executeTakeFirst();
  if (!changed) return null;
  const requests = await trx
    .selectFrom('request')
    .select('id')
    .where('customer', '=', customer)
    .where('status', 'in', ['open', 'waiting'])
    .where('customer_class', '<>', to)
    .orderBy('id')
    .execute();
  return requests.map(({ id }) => id);
}
