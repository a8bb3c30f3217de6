import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import type { Trx } from './client.ts';
import type { Variables } from '../domain/process/types.ts';
import { insertMessage, type NewMessage } from './messages.ts';
import { recordEvent } from './request-events.ts';
import type { Actor, Channel, CustomerClass } from './schema.ts';

export interface NewRequest {
  channel: Channel;
  subject: string;
  language: string;
  /** Known already (contact page); else the process finds it. */
  kind?: string;
  topic?: string | null;
  /** Through which answers go out. */
  mailbox?: string | null;
  requester: { name?: string | null; address?: string | null };
  /** Where the caller knows it; else found by the requester's address. */
  customer?: string | null;
  /** What the customer wrote. */
  message: Omit<NewMessage, 'request' | 'type' | 'channel'>;
  /** Idempotency key of its first event, e.g. `inbound:<ledger id>`. */
  key: string;
  actor?: Actor;
  receivedAt?: Date;
  /** The finished request that this one goes on from. */
  follows?: string;
}

export interface OpenedRequest {
  request: string;
  /** As people see it, e.g. `V-2026-000123`. */
  number: string;
  message: string;
  /** `request-opened`, to be delivered after the commit. */
  event: string;
}

/**
 * Makes a request with its first message and its first event, in the caller's transaction. Every channel comes through here. `advance` announces it.
 */
export async function openRequest(trx: Trx, opening: NewRequest): Promise<OpenedRequest> {
  const customer = await customerOf(trx, opening);
  const [request, message] = [uuidv7(), uuidv7()];
  const author = { name: opening.requester.name ?? null, address: opening.requester.address ?? null, ...opening.message.author };
  // Begun together, so they travel together, and in this order.
  const [{ number }, , event] = await Promise.all([
    insertRequest(trx, { ...opening, id: request, customer }),
    insertMessage(trx, { ...opening.message, id: message, author, request, type: 'customer', channel: opening.channel }),
    recordOpening(trx, {
      request,
      message,
      key: opening.key,
      actor: opening.actor ?? actorOf(customer),
      ...(opening.receivedAt ? { occurredAt: opening.receivedAt } : {}),
    }),
  ]);
  return { request, number, message, event };
}

/** A request of before our time: it has no process and no event, and runs nowhere. Its caller archives it in the same transaction. */
export async function insertPastRequest(
  trx: Trx,
  opening: Omit<NewRequest, 'message' | 'key' | 'actor'> & { receivedAt: Date },
): Promise<{ request: string; number: string }> {
  return insertRequest(trx, { ...opening, customer: await customerOf(trx, opening) });
}

export interface BegunRequest {
  /** The process, its graph now, the start event, and the process's name: the request's subject. */
  process: string;
  graph: string;
  element: string;
  title: string;
  /** What the start event brings. */
  variables: Variables;
  actor: Actor;
  at: Date;
  /** Idempotency key of its first event. */
  key: string;
}

/** A process begins a request by itself: nobody wrote, so there is no message and no requester. */
export async function beginRequest(trx: Trx, begun: BegunRequest): Promise<{ request: string; event: string; begun: true }> {
  const { process, graph, element, title, variables, actor, at, key } = begun;
  const { language } = await trx.selectFrom('tenant').select('language').executeTakeFirstOrThrow();
  const { request } = await insertRequest(trx, {
    channel: 'process',
    subject: title,
    language,
    requester: {},
    receivedAt: at,
    customer: null,
  });
  const payload = { process, graph, element, variables };
  const { id } = await recordEvent(trx, { request, kind: 'process-begun', payload, actor, key, occurredAt: at });
  return { request, event: id, begun: true };
}

/**
 * A message moves into a request of its own that names the old one: the customer wrote to a request that is over, or somebody (`by`) found that it is another
 * matter.
 */
export async function openFollowUp(trx: Trx, { of, message, by }: { of: string; message: string; by?: Actor }): Promise<OpenedRequest> {
  const [old, written] = await Promise.all([
    trx.selectFrom('request').selectAll().where('id', '=', of).executeTakeFirstOrThrow(),
    trx
      .selectFrom('message')
      .select(['subject', 'language', 'channel', 'rfc_message_id'])
      .where('id', '=', message)
      .executeTakeFirstOrThrow(),
  ]);
  const customer = old.customer ? { id: old.customer, class: old.customer_class } : null;
  const { request, number } = await insertRequest(trx, {
    channel: written.channel,
    subject: written.subject || old.subject,
    language: written.language ?? old.language,
    topic: old.topic,
    mailbox: old.mailbox,
    requester: { name: old.requester_name, address: old.requester_address },
    follows: of,
    customer,
  });
  await trx.updateTable('message').set({ request }).where('id', '=', message).execute();
  if (written.rfc_message_id) {
    await trx
      .updateTable('inbound_mail')
      .set({ request })
      .where('request', '=', of)
      .where('message_id', '=', written.rfc_message_id)
      .where('verdict', '=', 'reply')
      .execute();
  }
  const event = await recordOpening(trx, { request, message, key: `follow-up:${message}`, actor: by ?? actorOf(customer) });
  return { request, number, message, event };
}

/** A request that was merged goes on by itself again: its messages stay where they are, what refers to it leads to the new one. */
export async function openAgain(trx: Trx, { of, message, by }: { of: string; message: string; by: Actor }): Promise<OpenedRequest> {
  const old = await trx.selectFrom('request').selectAll().where('id', '=', of).executeTakeFirstOrThrow();
  const { request, number } = await insertRequest(trx, {
    channel: old.channel,
    subject: old.subject,
    language: old.language,
    topic: old.topic,
    kind: old.kind,
    mailbox: old.mailbox,
    requester: { name: old.requester_name, address: old.requester_address },
    follows: of,
    customer: old.customer ? { id: old.customer, class: old.customer_class } : null,
  });
  await trx.updateTable('request').set({ merged_into: request }).where('id', '=', of).execute();
  const event = await recordOpening(trx, { request, message, key: `again:${of}`, actor: by });
  return { request, number, message, event };
}

interface Customer {
  id: string;
  class: CustomerClass;
}

async function customerOf(trx: Trx, { customer, requester }: Pick<NewRequest, 'customer' | 'requester'>): Promise<Customer | null> {
  if (customer) return (await trx.selectFrom('customer').select(['id', 'class']).where('id', '=', customer).executeTakeFirst()) ?? null;
  if (!requester.address) return null;
  const found = await trx
    .selectFrom('customer_address')
    .innerJoin('customer', 'customer.id', 'customer_address.customer')
    .select(['customer.id', 'customer.class'])
    .where('customer_address.address', '=', requester.address)
    .executeTakeFirst();
  return found ?? null;
}

/** The year's row of numbers is locked until the commit, so they have no gaps: the number is taken in the same statement, as late as can be. */
async function insertRequest(
  trx: Trx,
  opening: Omit<NewRequest, 'message' | 'key' | 'customer'> & { id?: string; customer: Customer | null },
): Promise<{ request: string; number: string }> {
  const at = opening.receivedAt ?? new Date();
  const year = at.getUTCFullYear();
  const row = {
    id: opening.id ?? uuidv7(),
    subject: opening.subject.slice(0, 500).toWellFormed(),
    channel: opening.channel,
    language: opening.language,
    topic: opening.topic ?? null,
    mailbox: opening.mailbox ?? null,
    customer: opening.customer?.id ?? null,
    requester_name: opening.requester.name || null,
    requester_address: opening.requester.address || null,
    follows: opening.follows ?? null,
    created_at: at,
    ...(opening.customer ? { customer_class: opening.customer.class } : {}),
    ...(opening.kind ? { kind: opening.kind } : {}),
  };
  const { id, number } = await trx
    .with('numbered', (cte) =>
      cte
        .insertInto('request_number')
        .values({ year, last: 1 })
        .onConflict((conflict) => conflict.columns(['tenant', 'year']).doUpdateSet({ last: sql<number>`request_number.last + 1` }))
        .returning(sql<string>`'V-' || year || '-' || lpad(last::text, greatest(6, length(last::text)), '0')`.as('number')),
    )
    .insertInto('request')
    .values((eb) => ({ ...row, number: eb.selectFrom('numbered').select('number') }))
    .returning(['id', 'number'])
    .executeTakeFirstOrThrow();
  return { request: id, number };
}

async function recordOpening(
  trx: Trx,
  { message, ...event }: { request: string; message: string; key: string; actor: Actor; occurredAt?: Date },
) {
  const { id } = await recordEvent(trx, { ...event, kind: 'request-opened', payload: { message } });
  return id;
}

const actorOf = (customer: Customer | null): Actor => (customer ? { type: 'customer', id: customer.id } : { type: 'customer' });
