import { type Static, Type } from 'typebox';
import { ById, contracts, Id, Instant, list, nullable, oneOf, Saved } from '../contract.ts';
import { RequestItem } from '../requests/schema.ts';

const work = ['agent', 'lead'] as const;

export type CustomerItem = Static<typeof CustomerItem>;
export const CustomerItem = Type.Object({
  id: Id,
  number: Type.String(),
  name: Type.String(),
  class: Type.String(),
  city: nullable(Type.String()),
  addresses: Type.Array(Type.String()),
  openRequests: Type.Integer(),
});

export type CustomerDetail = Static<typeof CustomerDetail>;
export const CustomerDetail = Type.Object({
  id: Id,
  number: Type.String(),
  name: Type.String(),
  givenName: nullable(Type.String()),
  familyName: nullable(Type.String()),
  class: Type.String(),
  language: Type.String(),
  phone: nullable(Type.String()),
  street: nullable(Type.String()),
  postalCode: nullable(Type.String()),
  city: nullable(Type.String()),
  organisation: nullable(Type.String()),
  addresses: Type.Array(Type.String()),
  since: Instant,
  open: Type.Array(RequestItem),
  /** Closed and archived ones, newest first, at most 50. */
  history: Type.Array(RequestItem),
  orders: Type.Array(
    Type.Object({
      id: Id,
      number: Type.String(),
      orderedAt: Instant,
      status: Type.String(),
      totalCents: Type.Integer(),
      carrier: nullable(Type.String()),
      tracking: nullable(Type.String()),
      items: Type.Array(Type.Object({ ean: Type.String(), title: Type.String(), quantity: Type.Integer(), cents: Type.Integer() })),
    }),
  ),
  contracts: Type.Array(
    Type.Object({ id: Id, number: Type.String(), title: Type.String(), since: Type.String(), until: nullable(Type.String()) }),
  ),
  receivables: Type.Array(
    Type.Object({
      id: Id,
      invoice: Type.String(),
      dueOn: Type.String(),
      amountCents: Type.Integer(),
      paidCents: Type.Integer(),
      dunningLevel: Type.Integer(),
    }),
  ),
});

export const customerContracts = contracts({
  'GET /api/customers': {
    access: work,
    summary: 'Search by name, number or address',
    query: Type.Object({ search: Type.String({ minLength: 1, maxLength: 200 }) }),
    reply: list(CustomerItem),
  },
  'GET /api/customers/:id': {
    access: work,
    summary: 'One customer with history and back-office data',
    params: ById,
    reply: CustomerDetail,
  },
  'PUT /api/customers/:id/class': {
    access: ['lead', 'administrator'],
    summary: 'Another class: deadlines and handling of the customer’s open requests follow',
    params: ById,
    idempotent: true,
    body: Type.Object({ class: oneOf(['A', 'B', 'C'] as const) }),
    reply: Saved,
  },
});
