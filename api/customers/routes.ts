import type { FastifyInstance } from 'fastify';
import { customerById, searchCustomers } from '../../db/customers.ts';
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
  });
}
