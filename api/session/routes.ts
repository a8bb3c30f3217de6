import type { FastifyInstance } from 'fastify';
import { createHash } from 'node:crypto';
import {
  accountOfSession,
  changeOwn,
  findForSignIn,
  openSession,
  passwordHashOf,
  profileOf,
  revokeSession,
  revokeSessionsOf,
  setPasswordHash,
} from '../../db/accounts.ts';
import { announce } from '../../db/changes.ts';
import { asTenant, type Trx } from '../../db/client.ts';
import { endAfterWork } from '../../db/floor.ts';
import { fillUp } from '../../db/routing.ts';
import { tellAssigned } from '../../db/task-news.ts';
import type { ApiDeps } from '../app.ts';
import { ProblemError } from '../problems.ts';
import { define, routeOptions } from '../route.ts';
import { hashPassword, passwordFits } from './password.ts';
import { type Session, sessionContracts } from './schema.ts';
import { giveToken, hashToken, takeTokenBack, tokenOf } from './token.ts';

const { 'POST /api/session': signIn, 'DELETE /api/session': signOut, ...own } = sessionContracts;

export function session(app: FastifyInstance, deps: ApiDeps): void {
  const { db, config } = deps;
  const isDemo = config.demoMail !== null;
  // Counted by network address (route) and by account address (here), so that neither one guesser nor many get far. Only a hash is kept of it.
  const attempts = app.createRateLimit({
    max: 10,
    timeWindow: '15 minutes',
    keyGenerator: (request) =>
      createHash('sha256')
        .update((request.body as { email: string }).email.trim().toLowerCase())
        .digest('base64'),
  });

  app.route<{ Body: { email: string; password: string } }>({
    ...routeOptions('POST /api/session', signIn),
    config: { access: 'public', rateLimit: { max: 30, timeWindow: '5 minutes' } },
    handler: async (request, reply): Promise<unknown> => {
      const limit = await attempts(request);
      if (!limit.isAllowed && limit.isExceeded) throw new ProblemError('too-many-requests');
      const { email, password } = request.body;
      const account = await findForSignIn(db, email.trim());
      const fits = await passwordFits(account?.passwordHash ?? null, password);
      if (!account || !fits) throw new ProblemError('wrong-credentials');
      const token = giveToken(reply, config);
      return asTenant(db, account.tenant, async (trx) => {
        await openSession(trx, account.id, hashToken(token));
        return sessionOf(trx, account.id, isDemo);
      });
    },
  });

  app.route({
    ...routeOptions('DELETE /api/session', signOut),
    handler: async (request, reply) => {
      const token = tokenOf(request, config);
      const account = token ? await accountOfSession(db, hashToken(token)) : null;
      if (account) await asTenant(db, account.tenant, (trx) => revokeSession(trx, account.tokenHash));
      takeTokenBack(reply, config);
      return { done: true };
    },
  });

  define(app, deps, own, {
    'GET /api/session': ({ trx, account }) => sessionOf(trx, account.id, isDemo),
    'PATCH /api/session': async ({ trx, account, body }) => {
      await changeOwn(trx, account.id, { ...body, reason: body.presenceReason ?? null });
      if (body.presence !== undefined) await announce(trx, [{ entity: 'account', id: account.id, account: account.id }]);
      if (body.presence === 'available') await tellAssigned(trx, await fillUp(trx, account.id), 'push');
      return sessionOf(trx, account.id, isDemo);
    },
    'POST /api/session/alive': async ({ trx, account }) => {
      if ((await endAfterWork(trx, account.id)).length > 0) {
        await announce(trx, [{ entity: 'account', id: account.id, account: account.id }]);
        await tellAssigned(trx, await fillUp(trx, account.id), 'push');
      }
      return sessionOf(trx, account.id, isDemo);
    },
    'PUT /api/session/password': async ({ trx, account, body }) => {
      if (!(await passwordFits(await passwordHashOf(trx, account.id), body.current))) throw new ProblemError('wrong-password');
      await setPasswordHash(trx, account.id, await hashPassword(body.password));
      await revokeSessionsOf(trx, account.id, account.tokenHash);
      return { done: true };
    },
  });
}

async function sessionOf(trx: Trx, id: string, demo: boolean): Promise<Session> {
  const profile = await profileOf(trx, id);
  return {
    account: { id: profile.id, name: profile.name, email: profile.email },
    roles: profile.roles,
    language: profile.language === 'en' ? 'en' : 'de',
    presence: profile.presence,
    presenceReason: profile.presence_reason,
    presenceSince: profile.presence_at?.toISOString() ?? null,
    presenceUntil: profile.presence_until?.toISOString() ?? null,
    capacity: profile.capacity,
    load: profile.load,
    channels: profile.channels,
    tenant: { name: profile.tenant_name, language: profile.tenant_language === 'en' ? 'en' : 'de' },
    demo,
  };
}
