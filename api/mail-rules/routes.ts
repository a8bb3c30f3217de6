import type { FastifyInstance } from 'fastify';
import { audit } from '../../db/audit.ts';
import { clearAddress } from '../../db/address-health.ts';
import type { Trx } from '../../db/client.ts';
import { mailPolicy, resumeAutomatic, savePolicy, stopAutomatic } from '../../db/mail-policy.ts';
import { addressKey } from '../../domain/mail/addresses.ts';
import { senderPattern } from '../../domain/mail/sender-patterns.ts';
import type { ApiDeps } from '../app.ts';
import { ProblemError } from '../problems.ts';
import { define } from '../route.ts';
import { unlessExists } from '../unless-exists.ts';
import { mailRuleContracts } from './schema.ts';

/** What the tenant's people decide about mail: who is blocked, who is known, how long answers are taken, and the stop of all automatic mail. */
export function mailRules(app: FastifyInstance, deps: ApiDeps): void {
  define(app, deps, mailRuleContracts, {
    'GET /api/mail-policy': ({ trx }) => mailPolicy(trx),
    'PUT /api/mail-policy': async ({ trx, account, body }) => {
      await savePolicy(trx, { reply_days: body.replyDays, most_automatic: body.mostAutomatic });
      await audit(trx, { account: account.id, action: 'saved', entity: 'mail-policy', data: body });
      return mailPolicy(trx);
    },
    'POST /api/mail-policy/stop': async ({ trx, account }) => {
      await stopAutomatic(trx, { reason: 'by-hand', by: account.id });
      await audit(trx, { account: account.id, action: 'automatic-mail-stopped', entity: 'mail-policy' });
      return mailPolicy(trx);
    },
    'POST /api/mail-policy/resume': async ({ trx, account }) => {
      await resumeAutomatic(trx);
      await audit(trx, { account: account.id, action: 'automatic-mail-resumed', entity: 'mail-policy' });
      return mailPolicy(trx);
    },

    'GET /api/blocked-senders': async ({ trx }) => ({
      items: await trx
        .selectFrom('blocked_sender')
        .select(['id', 'pattern', 'reason', 'created_at as createdAt'])
        .orderBy('pattern')
        .execute(),
    }),
    'POST /api/blocked-senders': async ({ trx, account, body }) => {
      const values = { pattern: patternOf(body.pattern), reason: body.reason, created_by: account.id };
      const made = await unlessExists(() =>
        trx
          .insertInto('blocked_sender')
          .values(values)
          .returning(['id', 'pattern', 'reason', 'created_at as createdAt'])
          .executeTakeFirstOrThrow(),
      );
      await audit(trx, { account: account.id, action: 'created', entity: 'blocked-sender', id: made.id });
      return made;
    },
    'DELETE /api/blocked-senders/:id': ({ trx, account, params }) => remove(trx, 'blocked_sender', params.id, account.id),

    'GET /api/known-senders': async ({ trx }) => ({
      items: await trx
        .selectFrom('known_sender')
        .select(['id', 'pattern', 'relation', 'kind', 'note'])
        .orderBy('relation')
        .orderBy('pattern')
        .execute(),
    }),
    'POST /api/known-senders': async ({ trx, account, body }) => {
      const values = { ...body, pattern: patternOf(body.pattern) };
      const made = await unlessExists(() =>
        trx.insertInto('known_sender').values(values).returning(['id', 'pattern', 'relation', 'kind', 'note']).executeTakeFirstOrThrow(),
      );
      await audit(trx, { account: account.id, action: 'created', entity: 'known-sender', id: made.id });
      return made;
    },
    'DELETE /api/known-senders/:id': ({ trx, account, params }) => remove(trx, 'known_sender', params.id, account.id),

    'POST /api/dead-addresses/clear': async ({ trx, account, body }) => {
      if (await clearAddress(trx, addressKey(body.address), account.id)) {
        await audit(trx, { account: account.id, action: 'cleared', entity: 'dead-address' });
      }
      return { done: true };
    },
  });
}

function patternOf(entered: string): string {
  const pattern = senderPattern(entered);
  if (pattern === null) throw new ProblemError('no-sender-pattern');
  return pattern;
}

async function remove(trx: Trx, table: 'blocked_sender' | 'known_sender', id: string, account: string) {
  const { numDeletedRows } = await trx.deleteFrom(table).where('id', '=', id).executeTakeFirst();
  if (numDeletedRows === 0n) throw new ProblemError('not-found');
  await audit(trx, { account, action: 'deleted', entity: table.replace('_', '-'), id });
  return { done: true as const };
}
