import type { FastifyInstance, FastifyRequest } from 'fastify';
import { accountOfSession } from '../../db/accounts.ts';
import type { ApiDeps } from '../app.ts';
import type { ApiConfig } from '../config.ts';
import type { Access } from '../contract.ts';
import { ProblemError } from '../problems.ts';
import { hashToken, tokenOf } from '../session/token.ts';

/** A route as it stands, for whoever checks them all. */
export interface DeclaredRoute {
  method: string;
  url: string;
  access: Access;
  body: unknown;
}

declare module 'fastify' {
  interface FastifyInstance {
    declaredRoutes: DeclaredRoute[];
  }
}

const unsafeMethods = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** Who may call what. Every route says so itself; one that does not stops the start. */
export function access(app: FastifyInstance, { db, config }: Pick<ApiDeps, 'db' | 'config'>): void {
  app.decorateRequest('account', null);
  const declared: DeclaredRoute[] = [];
  app.decorate('declaredRoutes', declared);
  app.addHook('onRoute', (route) => {
    if (route.config?.access !== undefined) {
      for (const method of [route.method].flat())
        declared.push({ method, url: route.url, access: route.config.access, body: route.schema?.body });
    } else {
      throw new Error(
        `Route ${String(route.method)} ${route.url} does not declare who may call it: add config.access (roles, 'signed-in' or 'public').`,
      );
    }
  });
  app.addHook('onRequest', async (request) => {
    const { access, sameOrigin } = request.routeOptions.config;
    // Without a route the not-found handler answers.
    if (access === undefined) return;
    if (unsafeMethods.has(request.method) && sameOrigin !== false && isForeign(request, config)) throw new ProblemError('foreign-origin');
    if (access === 'public') return;
    const token = tokenOf(request, config);
    request.account = token ? await accountOfSession(db, hashToken(token)) : null;
    if (!request.account) throw new ProblemError('signed-out', isSignInPage(request) ? { demoAccounts: config.demoAccounts ?? [] } : {});
    if (access === 'signed-in') return;
    if (!request.account.roles.some((role) => access.includes(role))) throw new ProblemError('not-allowed');
  });
}

/** The question that the sign-in page asks first; a demo answers with whom one may sign in as. */
const isSignInPage = ({ routeOptions: { method, url } }: FastifyRequest): boolean => method === 'GET' && url === '/api/session';

/**
 * Cross-site request forgery: browsers say where a call comes from (Sec-Fetch-Site, else Origin). What says neither is no browser, so nobody's
 * cookie is abused by it.
 */
function isForeign(request: FastifyRequest, { appUrl }: ApiConfig): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin } = request.headers;
  if (origin === undefined) return false;
  return origin !== new URL(appUrl).origin && origin !== `${request.protocol}://${request.host}`;
}
