import type { FastifyInstance } from 'fastify';
import { json, type Trx } from '../../db/client.ts';
import { announce } from '../../db/changes.ts';
import { colleaguesFor } from '../../db/colleagues.ts';
import { interventionById } from '../../db/interventions.ts';
import { bringBack } from '../../db/resubmission.ts';
import { assignNext, assignTask, assignTo, fillUp, firstOwn, putBack, whyNone } from '../../db/routing.ts';
import { countTasks, listTasks, taskRow } from '../../db/task-list.ts';
import { tellAssigned, tellTask } from '../../db/task-news.ts';
import { addDecliner, markRead, saveForm } from '../../db/tasks.ts';
import type { ApiDeps } from '../app.ts';
import { undo } from '../board/interventions.ts';
import { ProblemError } from '../problems.ts';
import { define } from '../route.ts';
import { formValues, withinLimit } from '../requests/guards.ts';
import { handOver } from './hand-over.ts';
import { detailOf, openTask, ownTask } from './own-task.ts';
import { placeInLine } from './place.ts';
import { putOffOwn, putOffSeveral } from './put-off.ts';
import { taskContracts } from './schema.ts';

export function tasks(app: FastifyInstance, deps: ApiDeps): void {
  define(app, deps, taskContracts, {
    'GET /api/tasks': ({ trx, account, query }) =>
      listTasks(trx, { view: query.view, topic: query.topic, account: account.id, after: query.cursor, limit: query.limit ?? 50 }),

    'GET /api/tasks/counts': ({ trx, account }) => countTasks(trx, account.id),

    'GET /api/tasks/:id': ({ trx, params }) => detailOf(trx, params.id),

    'POST /api/tasks/next': async ({ trx, account, query }) => {
      const [next, ...along] = await assignNext(trx, account.id);
      if (next) await tellAssigned(trx, [next, ...along], 'next', actorOf(account.id));
      const task = next?.task ?? (await firstOwn(trx, account.id, query.except ?? null));
      return {
        task: task === null ? null : await taskRow(trx, { task, account: account.id }),
        reason: next ? null : await whyNone(trx, account.id),
        why: task === null ? null : (await placeInLine(trx, task)).why,
        along: along.length,
      };
    },

    'GET /api/tasks/:id/place': ({ trx, params }) => placeInLine(trx, params.id),

    'GET /api/tasks/:id/colleagues': async ({ trx, account, params }) => {
      const { id: task } = await detailOf(trx, params.id);
      return { items: await colleaguesFor(trx, { task, account: account.id }) };
    },

    'POST /api/tasks/:id/hand-over': async ({ trx, account, params, body, afterwards }) => {
      await handOver(trx, { task: params.id, from: account, to: body.to, note: body.note });
      afterwards((after) => fill(after, account.id));
      return detailOf(trx, params.id);
    },

    'POST /api/tasks/:id/take': async ({ trx, account, params, body }) => {
      const task = await openTask(trx, params.id);
      if (task.assignee === account.id) return detailOf(trx, params.id);
      const refusal = await assignTo(trx, { task: task.id, account: account.id, from: body.takeOverFrom ?? null });
      if (refusal) throw new ProblemError(refusal, refusal === 'task-taken' ? { owner: (await detailOf(trx, task.id)).owner } : {});
      const taken = { task: task.id, request: task.request, account: account.id, from: task.assignee };
      await tellAssigned(trx, [taken], 'take', actorOf(account.id));
      if (task.assignee) await announce(trx, [{ entity: 'task', id: task.id, request: task.request, account: task.assignee }]);
      return detailOf(trx, params.id);
    },

    'POST /api/tasks/:id/return': async ({ trx, account, params, body, afterwards }) => {
      const task = await ownTask(trx, params.id, account.id);
      await putBack(trx, task.id, account.id);
      await tellTask(trx, {
        task: task.id,
        request: task.request,
        account: account.id,
        kind: 'returned',
        data: { reason: body.reason },
        actor: actorOf(account.id),
      });
      await giveToOthers(trx, task, account.id);
      afterwards((after) => fill(after, account.id));
      return { done: true };
    },

    'POST /api/tasks/:id/decline': async ({ trx, account, params, body, afterwards }) => {
      const task = await openTask(trx, params.id);
      if (task.assignee !== null && task.assignee !== account.id) throw new ProblemError('task-not-yours');
      await addDecliner(trx, task.id, account.id);
      if (task.assignee) await putBack(trx, task.id);
      await tellTask(trx, {
        task: task.id,
        request: task.request,
        account: account.id,
        kind: 'declined',
        data: { reason: body.reason },
        actor: actorOf(account.id),
      });
      await giveToOthers(trx, task, account.id);
      afterwards((after) => fill(after, account.id));
      return { done: true };
    },

    'POST /api/tasks/:id/defer': async ({ trx, account, params, body, afterwards }) => {
      await putOffOwn(trx, params.id, account.id, body);
      afterwards((after) => fill(after, account.id));
      return detailOf(trx, params.id);
    },

    'POST /api/tasks/defer': async ({ trx, account, body, afterwards }) => {
      const { owners, ...outcome } = await putOffSeveral(trx, { ...body, account });
      for (const owner of owners) afterwards((after) => fill(after, owner));
      return outcome;
    },

    'POST /api/tasks/defer/:id/undo': async ({ trx, account, params }) => {
      const intervention = await interventionById(trx, params.id);
      if (intervention?.action !== 'put-off' || intervention.by !== account.id) throw new ProblemError('not-found');
      const { done, kept } = await undo(trx, { lead: account.id, id: params.id });
      return { done, kept };
    },

    'DELETE /api/tasks/:id/defer': async ({ trx, account, params }) => {
      const task = await ownTask(trx, params.id, account.id);
      await bringBack(trx, task.id);
      await tellTask(trx, { task: task.id, request: task.request, account: account.id, kind: 'resumed', actor: actorOf(account.id) });
      return detailOf(trx, task.id);
    },

    'POST /api/tasks/:id/read': async ({ trx, account, params }) => {
      const { request } = await detailOf(trx, params.id);
      if (await markRead(trx, params.id, account.id))
        await announce(trx, [{ entity: 'task', id: params.id, request, account: account.id }]);
      return { done: true };
    },

    'PUT /api/tasks/:id/form': async ({ trx, account, params, body }) => {
      const task = await ownTask(trx, params.id, account.id);
      const version = await saveForm(trx, { task: task.id, data: body.data, version: body.version });
      if (version === null) throw new ProblemError('form-changed', { data: task.form_data, version: task.form_version });
      return { version, savedAt: new Date() };
    },

    'POST /api/tasks/:id/complete': async ({ trx, account, params, body, record, afterwards }) => {
      const task = await ownTask(trx, params.id, account.id);
      if (body.outcome === 'closed')
        await withinLimit(trx, { request: task.request, account: account.id, task: task.id, values: body.data });
      const variables = formValues(body.data ?? task.form_data);
      if (body.data)
        await trx
          .updateTable('task')
          .set({ form_data: json(body.data) })
          .where('id', '=', task.id)
          .execute();
      await record({
        request: task.request,
        kind: 'task-completed',
        payload: { task: task.id, outcome: body.outcome, variables },
        key: `task-completed:${task.id}`,
      });
      afterwards((after) => fill(after, account.id));
      return { saved: true, pending: false };
    },
  });
}

/** Room that came free is given out at once. */
async function fill(trx: Trx, account: string): Promise<void> {
  await tellAssigned(trx, await fillUp(trx, account), 'push');
}

const actorOf = (id: string) => ({ type: 'account' as const, id });

async function giveToOthers(trx: Trx, task: { id: string; request: string }, except: string): Promise<void> {
  await tellAssigned(trx, await assignTask(trx, task.id, except), 'push');
}
