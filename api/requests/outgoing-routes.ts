import type { FastifyInstance } from 'fastify';
import { takeReservedBack } from '../../db/grants.ts';
import { announce } from '../../db/changes.ts';
import { json, type Trx } from '../../db/client.ts';
import { draftOf, lastBefore, saveDraft } from '../../db/conversation.ts';
import { filesOfDraft, removeDraftFile } from '../../db/draft-files.ts';
import { type HeldReply, heldReply, moveHeldReply, removeHeldReply } from '../../db/held-replies.ts';
import { cancelDelayed, tryDelayedNow } from '../../db/outbox.ts';
import { lockRequest } from '../../db/request-view.ts';
import type { ApiDeps } from '../app.ts';
import { ProblemError } from '../problems.ts';
import { define } from '../route.ts';
import { wakeRequest } from '../wake-request.ts';
import { draftFileUpload } from './draft-file-upload.ts';
import { outgoingContracts } from './outgoing.ts';

/** Clocks differ: what was meant for just now is not in the past. */
const tolerance = 60_000;

export function outgoing(app: FastifyInstance, deps: ApiDeps): void {
  draftFileUpload(app, deps);
  define(app, deps, outgoingContracts, {
    'POST /api/requests/:id/held/:message/take-back': async ({ trx, account, params, record }) => {
      const held = await waiting(trx, params, account);
      const message = await trx
        .selectFrom('message')
        .select(['text', 'subject', 'to_addresses', 'cc_addresses'])
        .where('id', '=', held.message)
        .executeTakeFirstOrThrow();
      const seenMessage = await lastBefore(trx, held);
      await removeHeldReply(trx, held);
      await takeReservedBack(trx, held.request);
      const begun = await draftOf(trx, { account: held.account, request: held.request, type: 'reply' });
      const text = typeof begun?.['text'] === 'string' && begun['text'].trim() ? `${message.text}\n\n${begun['text']}` : message.text;
      await saveDraft(trx, {
        account: held.account,
        request: held.request,
        type: 'reply',
        content: {
          text,
          to: message.to_addresses,
          cc: message.cc_addresses,
          subject: message.subject ?? '',
          files: await filesOfDraft(trx, { account: held.account, request: held.request }),
        },
      });
      await record({
        request: held.request,
        kind: 'reply-taken-back',
        payload: { message: held.message },
        key: `taken-back:${held.message}`,
      });
      return { saved: true, pending: false, seenMessage };
    },

    'PUT /api/requests/:id/held/:message': async ({ trx, account, params, body, record, request }) => {
      const held = await waiting(trx, params, account);
      const at = body.sendAt === null ? new Date() : new Date(body.sendAt);
      if (at.getTime() < Date.now() - tolerance) throw new ProblemError('in-the-past');
      await moveHeldReply(trx, held, at);
      const payload = { message: held.message, ...(body.sendAt === null ? {} : { until: at.toISOString() }) };
      await record({ request: held.request, kind: 'reply-held', payload, key: `held:${held.message}:${request.id}` });
      return { saved: true, pending: false };
    },

    'POST /api/outbox/:id/try-now': async ({ trx, account, params, afterwards, request: { log } }) => {
      const request = await requestOfMail(trx, params.id);
      if ((await tryDelayedNow(trx, { outbox: params.id })).length === 0) throw new ProblemError('delivery-settled');
      await announce(trx, [{ entity: 'message', request }]);
      afterwards(() => wakeRequest(deps, { tenant: account.tenant, request }, log));
      return { done: true };
    },

    'POST /api/outbox/:id/cancel': async ({ trx, account, params }) => {
      const request = await requestOfMail(trx, params.id);
      if (!(await cancelDelayed(trx, params.id))) throw new ProblemError('delivery-settled');
      const actor = json({ type: 'account', id: account.id });
      await trx
        .insertInto('timeline')
        .values({ request, kind: 'mail-cancelled', data: json({ outbox: params.id }), actor })
        .execute();
      await announce(trx, [{ entity: 'message', request }]);
      return { done: true };
    },

    'DELETE /api/requests/:id/drafts/reply/files/:file': async ({ trx, account, params }) => {
      await existing(trx, params.id);
      await removeDraftFile(trx, { account: account.id, request: params.id, file: params.file });
      return { done: true };
    },
  });
}

async function requestOfMail(trx: Trx, id: string): Promise<string> {
  const row = await trx.selectFrom('outbox').select('request').where('id', '=', id).executeTakeFirst();
  if (!row?.request) throw new ProblemError('not-found');
  return row.request;
}

async function existing(trx: Trx, id: string): Promise<void> {
  if (!(await trx.selectFrom('request').select('id').where('id', '=', id).executeTakeFirst())) throw new ProblemError('not-found');
}

/** An answer that has not gone out; its writer's and the leads' to change. */
async function waiting(
  trx: Trx,
  { id, message }: { id: string; message: string },
  account: { id: string; roles: readonly string[] },
): Promise<HeldReply> {
  if (!(await lockRequest(trx, id))) throw new ProblemError('not-found');
  const held = await heldReply(trx, id, message);
  if (!held) {
    const exists = await trx.selectFrom('message').select('id').where('id', '=', message).where('request', '=', id).executeTakeFirst();
    throw new ProblemError(exists ? 'already-sent' : 'not-found');
  }
  if (held.account !== account.id && !account.roles.includes('lead')) throw new ProblemError('not-allowed');
  return held;
}
