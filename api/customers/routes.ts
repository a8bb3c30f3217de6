import type { FastifyInstance } from 'fastify';
import { audit } from '../../db/audit.ts';
import { changeClass, customerById, searchCustomers } from '../../db/customers.ts';
import { recordEvent } from '../../db/request-events.ts';
import { listRequests } from '../../db/request-search.ts';
import type { ApiDeps } from '../app.ts';
import { ProblemError } from '../problems.ts';
import { define } from '../route.ts';
import { customerContracts } from './schema.ts';

export function customers(app: FastifyInstance, deps: ApiDeps): void {
  define(app, deps, customerContracts, {
    'GET /api/customers': async ({ trx, query }) => ({ items: await searchCustomers(trx, query.search.trim()) }),
    'GET /api/customers/:id': async ({ trx, params }) => {
      const customer = await customerById(trx, params.id);
      if (!customer) throw new ProblemError('not-found');
      const { items } = await listRequests(trx, { customer: params.id, limit: 80 });
      const isOpen = ({ status }: { status: string }) => status === 'open' || status === 'waiting';
      return { ...customer, open: items.filter(isOpen), history: items.filter((item) => !isOpen(item)).slice(0, 50) };
    },
    'PUT /api/customers/:id/class': async ({ trx, params, body, account, key, deliver }) => {
      const requests = await changeClass(trx, params.id, body.class);
      if (requests === null) throw new ProblemError('not-found');
      await audit(trx, { account: account.id, action: 'changed', entity: 'customer', id: params.id, data: { class: body.class } });
      const actor = { type: 'account' as const, id: account.id };
      const events = [];
      for (const request of requests) {
        const event = { request, kind: 'class-changed' as const, payload: { class: body.class }, actor, key: `class:${key}` };
        events.push({ request, event: (await recordEvent(trx, event)).id });
      }
      deliver(events);
      return { saved: true, pending: false };
    },
  });
}
