import type { FastifyInstance } from 'fastify';
import { countUnread, markNotificationsRead, notificationsOf } from '../../db/notifications.ts';
import type { ApiDeps } from '../app.ts';
import { define } from '../route.ts';
import { notificationContracts } from './schema.ts';

const shown = 50;

export function notifications(app: FastifyInstance, deps: ApiDeps): void {
  define(app, deps, notificationContracts, {
    'GET /api/notifications': async ({ trx, account }) => {
      const [unread, items] = await Promise.all([countUnread(trx, account.id), notificationsOf(trx, account.id, shown)]);
      return { unread, items };
    },
    'POST /api/notifications/read': async ({ trx, account, body }) => {
      await markNotificationsRead(trx, account.id, body);
      return { done: true };
    },
  });
}
