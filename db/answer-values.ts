import { sql } from 'kysely';
import type { Trx } from './client.ts';

/** What a standard answer's placeholders may name, e.g. `{{ customer.salutation }}`. Missing ones are absent, so rendering can name them. */
export interface AnswerValues {
  request: { number: string; subject: string; kind: string };
  customer: { name?: string; givenName?: string; familyName?: string; salutation?: 'herr' | 'frau'; number?: string };
  /** Instants as ISO text; rendering formats them. */
  promise: { at?: string };
  order: { number?: string; status?: string; carrier?: string; tracking?: string };
  agent: { name?: string };
  tenant: { name: string };
}

/** @param given what the caller knows better, e.g. the promise that is about to be made. */
export async function answerValues(trx: Trx, request: string, given: { promiseAt?: string; agent?: string } = {}): Promise<AnswerValues> {
  const row = await trx
    .selectFrom('request')
    .leftJoin('customer', 'customer.id', 'request.customer')
    .select([
      'request.number',
      'request.subject',
      'request.kind',
      'request.requester_name',
      'customer.name',
      'customer.given_name',
      'customer.family_name',
      'customer.salutation',
      'customer.number as customer_number',
      sql<string>`(select name from tenant where id = current_tenant())`.as('tenant_name'),
      sql<Date | null>`(select max(due_at) from promise p where p.request = request.id and p.state = 'open')`.as('promise_at'),
      sql<{ number: string; status: string; carrier: string | null; tracking: string | null } | null>`(select to_jsonb(o) from
        (select number, status, carrier, tracking from customer_order where customer = request.customer order by ordered_at desc limit 1) o)`.as(
        'order',
      ),
    ])
    .where('request.id', '=', request)
    .executeTakeFirstOrThrow();
  const name = row.name ?? row.requester_name;
  const promiseAt = given.promiseAt ?? row.promise_at?.toISOString();
  return {
    request: { number: row.number, subject: row.subject, kind: row.kind },
    customer: present({
      name,
      givenName: row.given_name,
      familyName: row.family_name,
      salutation: row.salutation,
      number: row.customer_number,
    }),
    promise: present({ at: promiseAt }),
    order: present(row.order ?? {}),
    agent: present({ name: given.agent }),
    tenant: { name: row.tenant_name },
  };
}

type Present<T> = { [K in keyof T]?: NonNullable<T[K]> };
const present = <T extends object>(values: T): Present<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined)) as Present<T>;
