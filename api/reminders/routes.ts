import type { FastifyInstance } from 'fastify';
import type { ApiDeps } from '../app.ts';
import { define } from '../route.ts';
import { reminderContracts } from './schema.ts';

const wanted = [
  'digest_hour as digestHour',
  'mail_reminders as byMail',
  'lead_digest as aboutTopics',
  'quiet_notifications as quiet',
  'digest_notifications as inDigest',
] as const;

export function reminders(app: FastifyInstance, deps: ApiDeps): void {
  define(app, deps, reminderContracts, {
    'GET /api/reminder-settings': ({ trx, account }) =>
      trx.selectFrom('account').select(wanted).where('id', '=', account.id).executeTakeFirstOrThrow(),

    'PUT /api/reminder-settings': ({ trx, account, body }) =>
      trx
        .updateTable('account')
        .set({
          digest_hour: body.digestHour,
          mail_reminders: body.byMail,
          lead_digest: body.aboutTopics,
          quiet_notifications: body.quiet,
          digest_notifications: body.inDigest,
        })
        .where('id', '=', account.id)
        .returning(wanted)
        .executeTakeFirstOrThrow(),
  });
}
