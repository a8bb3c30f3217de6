import type { FastifyInstance } from 'fastify';
import { announce } from '../../db/changes.ts';
import { json, type Trx } from '../../db/client.ts';
import { deleteDraft, draftsOf, messagesOf, newerMessages, saveDraft } from '../../db/conversation.ts';
import { attachDraftFiles, removeDraftFiles } from '../../db/draft-files.ts';
import { heldByKey, holdReply } from '../../db/held-replies.ts';
import { insertMessage } from '../../db/messages.ts';
import { notifyOf } from '../../db/notifications.ts';
import { lockRequest } from '../../db/request-view.ts';
import { fillUp } from '../../db/routing.ts';
import { tellAssigned } from '../../db/task-news.ts';
import type { ApiDeps } from '../app.ts';
import { ProblemError } from '../problems.ts';
import { define } from '../route.ts';
import { ownTask } from '../tasks/own-task.ts';
import { conversationContracts } from './conversation.ts';
import { earlier, formValues, noPlaceholders, withinLimit } from './guards.ts';
import { shownMessage } from './shown-message.ts';

export function conversation(app: FastifyInstance, deps: ApiDeps): void {
  define(app, deps, conversationContracts, {
    'GET /api/requests/:id/messages': async ({ trx, params }) => {
      await existing(trx, params.id);
      return { items: (await messagesOf(trx, params.id)).map(shownMessage) };
    },

    'POST /api/requests/:id/replies': async ({ trx, account, params, body, key, record, afterwards }) => {
      const request = await lockRequest(trx, params.id);
      if (!request) throw new ProblemError('not-found');
      const eventKey = `reply:${account.id}:${key}`;
      const before = await earlier(trx, request.id, eventKey, 'message');
      if (before !== null) {
        await record({ request: request.id, kind: 'agent-replied', key: eventKey });
        return { saved: true, pending: false, message: before, heldUntil: null };
      }
      const held = await heldByKey(trx, eventKey);
      if (held) return { saved: true, pending: false, message: held.message, heldUntil: held.not_before };
      const until = heldUntil(body);
      if (request.status === 'closed' || request.status === 'archived') throw new ProblemError('request-closed');
      noPlaceholders(body.text, body.subject);
      const newer = await newerMessages(trx, request.id, body.seenMessage);
      if (newer.length > 0) throw new ProblemError('conversation-moved-on', { messages: newer.map(shownMessage) });
      const goesByMail = request.channel === 'mail' || request.channel === 'form';
      if (goesByMail && body.to.length === 0 && !request.requester_address) throw new ProblemError('no-recipient');
      promisable(body, until);
      if (body.outcome !== null && body.task === null) throw new ProblemError('task-gone');
      const task = body.task === null ? null : await ownTask(trx, body.task, account.id);
      if (task && task.request !== request.id) throw new ProblemError('not-found');
      await withinLimit(trx, { request: request.id, account: account.id, task: body.task, values: body.variables });
      const message = await insertMessage(trx, {
        request: request.id,
        type: 'agent',
        channel: goesByMail ? 'mail' : request.channel,
        author: { account: account.id, name: account.name, address: await addressOf(trx, request.mailbox) },
        to: body.to,
        cc: body.cc,
        subject: body.subject ?? null,
        text: body.text,
        language: request.language,
      });
      const draft = { account: account.id, request: request.id };
      if (!(await attachDraftFiles(trx, draft, message, body.files ?? []))) throw new ProblemError('file-missing');
      await deleteDraft(trx, { ...draft, type: 'reply' });
      const asking = body.asked ? { customerAsked: true } : {};
      const payload = {
        message,
        ...(body.promiseAt ? { promiseAt: body.promiseAt } : {}),
        ...(task && body.outcome !== null
          ? { task: task.id, outcome: body.outcome, variables: { ...formValues(body.variables ?? task.form_data), ...asking } }
          : {}),
      };
      if (until) {
        const scheduled = body.sendAt !== undefined;
        await holdReply(trx, { message, ...draft, payload, key: eventKey, notBefore: until, scheduled });
        const told = { message, ...(scheduled ? { until: until.toISOString() } : {}) };
        await record({ request: request.id, kind: 'reply-held', payload: told, key: `held:${message}` });
      } else await record({ request: request.id, kind: 'agent-replied', payload, key: eventKey });
      await announce(trx, [{ entity: 'message', id: message, request: request.id }]);
      if (body.outcome !== null) afterwards(async (after) => tellAssigned(after, await fillUp(after, account.id), 'push'));
      return { saved: true, pending: false, message, heldUntil: until };
    },

    'POST /api/requests/:id/notes': async ({ trx, account, params, body, key }) => {
      const request = await lockRequest(trx, params.id);
      if (!request) throw new ProblemError('not-found');
      const before = await noteOf(trx, request.id, key);
      if (before !== null) return { message: before };
      const message = await insertMessage(trx, {
        request: request.id,
        type: 'note',
        channel: request.channel,
        author: { account: account.id, name: account.name },
        text: body.text,
      });
      await trx
        .insertInto('timeline')
        .values({ request: request.id, kind: 'note', message, data: json({ key }), actor: json({ type: 'account', id: account.id }) })
        .execute();
      await notifyOf(trx, [{ request: request.id, kind: 'note', data: {}, actor: { type: 'account', id: account.id } }]);
      await deleteDraft(trx, { account: account.id, request: request.id, type: 'note' });
      await announce(trx, [{ entity: 'message', id: message, request: request.id }]);
      return { message };
    },

    'GET /api/requests/:id/drafts': async ({ trx, account, params }) => {
      await existing(trx, params.id);
      return draftsOf(trx, { request: params.id, account: account.id });
    },

    'PUT /api/requests/:id/drafts/:type': async ({ trx, account, params, body }) => {
      await existing(trx, params.id);
      const { updatedAt, isNew } = await saveDraft(trx, {
        account: account.id,
        request: params.id,
        type: params.type,
        content: body.content,
      });
      // Others learn that somebody writes, not each key.
      if (isNew) await announce(trx, [{ entity: 'request', id: params.id, request: params.id, account: account.id }]);
      return { updatedAt };
    },

    'DELETE /api/requests/:id/drafts/:type': async ({ trx, account, params }) => {
      await existing(trx, params.id);
      if (params.type === 'reply') await removeDraftFiles(trx, { account: account.id, request: params.id });
      const isGone = await deleteDraft(trx, { account: account.id, request: params.id, type: params.type });
      if (isGone) await announce(trx, [{ entity: 'request', id: params.id, request: params.id, account: account.id }]);
      return { done: true };
    },
  });
}

/** @throws ProblemError in-the-past. */
function heldUntil({ hold, sendAt }: { hold?: number; sendAt?: string }): Date | null {
  if (sendAt === undefined) return hold === undefined ? null : new Date(Date.now() + hold * 1000);
  const at = new Date(sendAt);
  if (at.getTime() <= Date.now()) throw new ProblemError('in-the-past');
  return at;
}

/** Somebody must have the task that a promise is kept by, and there must be time to keep it. @throws ProblemError promise-needs-task, in-the-past. */
function promisable(
  { promiseAt, task, outcome }: { promiseAt?: string; task: string | null; outcome: string | null },
  heldUntil: Date | null,
): void {
  if (promiseAt === undefined) return;
  if (task === null || outcome !== null) throw new ProblemError('promise-needs-task');
  if (Date.parse(promiseAt) <= (heldUntil ?? new Date()).getTime()) throw new ProblemError('in-the-past');
}

async function existing(trx: Trx, id: string): Promise<void> {
  if (!(await trx.selectFrom('request').select('id').where('id', '=', id).executeTakeFirst())) throw new ProblemError('not-found');
}

async function addressOf(trx: Trx, mailbox: string | null): Promise<string | null> {
  if (mailbox === null) return null;
  return (await trx.selectFrom('mailbox').select('address').where('id', '=', mailbox).executeTakeFirst())?.address ?? null;
}

async function noteOf(trx: Trx, request: string, key: string): Promise<string | null> {
  const row = await trx
    .selectFrom('timeline')
    .select('message')
    .where('request', '=', request)
    .where('kind', '=', 'note')
    .where((eb) => eb(eb.ref('data', '->>').key('key'), '=', key))
    .executeTakeFirst();
  return row?.message ?? null;
}
