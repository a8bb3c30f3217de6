import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import type { SignedIn } from '../db/accounts.ts';
import { asTenant, type Trx } from '../db/client.ts';
import { type NewEvent, recordEvent } from '../db/request-events.ts';
import type { ApiDeps } from './app.ts';
import { type Contract, type Contracts, Problem, type RouteTypes } from './contract.ts';
import { deliverAll, type RecordedEvent } from './deliver.ts';
import { ProblemError } from './problems.ts';

/** A reply as handlers return it: instants may be Dates still. */
type Loose<T> = T extends string ? T | Date : T extends (infer U)[] ? Loose<U>[] : T extends object ? { [K in keyof T]: Loose<T[K]> } : T;

/** What a handler has: the checked input, who calls, and a transaction that sees their tenant only. */
export interface Call<C extends Contract> {
  account: SignedIn;
  trx: Trx;
  params: RouteTypes<C>['params'];
  query: RouteTypes<C>['query'];
  body: RouteTypes<C>['body'];
  /** The `Idempotency-Key`; '' where the contract asks for none. */
  key: string;
  /** Commits an event with this transaction and delivers it after; the reply's `pending` and status 202 tell when that takes longer than 3 s. */
  record: (event: Omit<NewEvent, 'actor'>) => Promise<{ id: string; isNew: boolean }>;
  /** The same for events that were recorded otherwise, of requests of any number: what the first few do not take the sweeper delivers. */
  deliver: (events: RecordedEvent[]) => void;
  /** Runs in a transaction of its own once the events were taken in. */
  afterwards: (work: (trx: Trx) => Promise<void>) => void;
  request: FastifyRequest;
  reply: FastifyReply;
}

export type Handlers<C extends Contracts> = {
  [Name in keyof C]: C[Name] extends Contract ? (call: Call<C[Name]>) => Promise<Loose<RouteTypes<C[Name]>['reply']>> : never;
};

/** Registers a feature's routes: schema, access, tenant transaction, delivery. */
export function define<C extends Contracts>(app: FastifyInstance, deps: ApiDeps, feature: C, handlers: Handlers<C>): void {
  for (const [name, contract] of Object.entries(feature)) {
    const handler = handlers[name as keyof C] as (call: Call<Contract>) => Promise<unknown>;
    app.route({ ...routeOptions(name, contract), handler: (request, reply) => answer(deps, contract, handler, request, reply) });
  }
}

/** For routes that need no tenant (signing in): everything but the handler. */
export function routeOptions(name: string, contract: Contract): Pick<RouteOptions, 'method' | 'url' | 'bodyLimit' | 'config' | 'schema'> {
  const [method = '', url = ''] = name.split(' ');
  const { params, query, body, bodyLimit, reply, summary, access, idempotent, problems = [] } = contract;
  const response = { 200: reply, ...(hasPending(reply) ? { 202: reply } : {}), '4xx': Problem };
  const description = problems.length > 0 ? `Problems: ${problems.join(', ')}.` : undefined;
  const schema = {
    summary,
    tags: [url.split('/')[2] ?? ''],
    ...(description ? { description } : {}),
    ...(params ? { params } : {}),
    ...(query ? { querystring: query } : {}),
    ...(body ? { body } : {}),
    ...(idempotent ? { headers: idempotencyHeader } : {}),
    ...(access === 'public' ? {} : { security: [{ session: [] }] }),
    response,
  };
  return { method, url, ...(bodyLimit === undefined ? {} : { bodyLimit }), config: { access }, schema };
}

/** Delivered one after the other while the caller waits. */
const mostDelivered = 20;

const idempotencyHeader = {
  type: 'object',
  required: ['idempotency-key'],
  properties: { 'idempotency-key': { type: 'string', minLength: 8, maxLength: 200 } },
};

const hasPending = (reply: object): boolean =>
  'properties' in reply && typeof reply.properties === 'object' && reply.properties !== null && 'pending' in reply.properties;

async function answer(
  deps: ApiDeps,
  contract: Contract,
  handler: (call: Call<Contract>) => Promise<unknown>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const { account } = request;
  if (!account) throw new ProblemError('signed-out');
  let events: RecordedEvent[] = [];
  let later: ((trx: Trx) => Promise<void>)[] = [];
  const header = request.headers['idempotency-key'];
  const result = await withRetry(() => {
    events = [];
    later = [];
    return asTenant(deps.db, account.tenant, (trx) => {
      const record = async (event: Omit<NewEvent, 'actor'>) => {
        const recorded = await recordEvent(trx, { ...event, actor: { type: 'account', id: account.id } });
        events.push({ request: event.request, event: recorded.id });
        return recorded;
      };
      return handler({
        account,
        trx,
        params: request.params as never,
        query: request.query as never,
        body: request.body as never,
        key: contract.idempotent && typeof header === 'string' ? header : '',
        record,
        deliver: (recorded) => void events.push(...recorded.slice(0, mostDelivered)),
        afterwards: (work) => void later.push(work),
        request,
        reply,
      });
    });
  });
  const isPending = await deliverAll(deps, account.tenant, events, request.log);
  if (!isPending) for (const work of later) await withRetry(() => asTenant(deps.db, account.tenant, work));
  if (events.length === 0) return result;
  if (isPending) reply.code(202);
  return { ...(result as object), pending: isPending };
}

/** Deadlock, serialization failure, and a kept plan that a migration made useless (db/preparing-client.ts). */
const again = new Set<unknown>(['40P01', '40001', '0A000']);

/** Some failures say "again"; three times are enough. */
async function withRetry<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const code = (error as { code?: unknown }).code;
      if (attempt === 3 || !again.has(code)) throw error;
    }
  }
}
