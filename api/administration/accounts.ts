import {
  accountRows,
  activeAdministrators,
  insertAccount,
  releaseTasks,
  setSkills,
  setTopics,
  updateAccount,
  type AccountRow,
} from '../../db/account-admin.ts';
import { revokeSessionsOf, setPasswordHash } from '../../db/accounts.ts';
import { audit } from '../../db/audit.ts';
import { announce } from '../../db/changes.ts';
import type { Trx } from '../../db/client.ts';
import { assignTask, fillUp } from '../../db/routing.ts';
import { tellAssigned } from '../../db/task-news.ts';
import { ProblemError } from '../problems.ts';
import type { Handlers } from '../route.ts';
import { hashPassword } from '../session/password.ts';
import { unlessExists } from '../unless-exists.ts';
import type { accountContracts } from './schema.ts';

export const accountHandlers: Handlers<typeof accountContracts> = {
  'GET /api/accounts': async ({ trx }) => ({ items: await accountRows(trx) }),

  'POST /api/accounts': async ({ trx, account, body }) => {
    const { email, password, skills, topics, ...fields } = body;
    const passwordHash = await hashPassword(password);
    const id = await unlessExists(async () => {
      const made = await insertAccount(trx, { email: email.trim(), passwordHash, ...fields });
      await setSkills(trx, made, skills);
      await setTopics(trx, made, topics);
      return made;
    });
    await audit(trx, { account: account.id, action: 'created', entity: 'account', id, data: { roles: body.roles } });
    await announce(trx, [{ entity: 'account', id, account: id }]);
    return one(trx, id);
  },

  'PATCH /api/accounts/:id': async ({ trx, account, params, body, afterwards }) => {
    const { id } = params;
    const { skills, topics, ...fields } = body;
    const administrators = await activeAdministrators(trx);
    const stays = (body.active ?? true) && (body.roles === undefined || body.roles.includes('administrator'));
    if (!stays && administrators.length === 1 && administrators[0] === id) throw new ProblemError('last-administrator');
    if (!(await updateAccount(trx, id, fields))) throw new ProblemError('not-found');
    await unlessExists(async () => {
      if (skills) await setSkills(trx, id, skills);
      if (topics) await setTopics(trx, id, topics);
    });
    if (body.active === false) {
      await revokeSessionsOf(trx, id);
      await trx.updateTable('account').set({ presence: 'offline', presence_at: new Date() }).where('id', '=', id).execute();
      const released = await releaseTasks(trx, id);
      await announce(
        trx,
        released.map((task) => ({ entity: 'task' as const, id: task.id, request: task.request, account: id })),
      );
      afterwards((after) => giveOut(after, released));
    }
    await audit(trx, { account: account.id, action: 'changed', entity: 'account', id, data: { fields: Object.keys(body) } });
    await announce(trx, [{ entity: 'account', id, account: id }]);
    if (skills || topics || body.capacity !== undefined) afterwards(async (after) => tellAssigned(after, await fillUp(after, id), 'push'));
    return one(trx, id);
  },

  'PUT /api/accounts/:id/password': async ({ trx, account, params, body }) => {
    const hash = await hashPassword(body.password);
    if (!(await setPasswordHash(trx, params.id, hash))) throw new ProblemError('not-found');
    await revokeSessionsOf(trx, params.id);
    await audit(trx, { account: account.id, action: 'password-reset', entity: 'account', id: params.id });
    return { done: true };
  },
};

async function one(trx: Trx, id: string): Promise<AccountRow> {
  const [row] = await accountRows(trx, id);
  if (!row) throw new ProblemError('not-found');
  return row;
}

async function giveOut(trx: Trx, tasks: { id: string }[]): Promise<void> {
  for (const { id } of tasks) await tellAssigned(trx, await assignTask(trx, id), 'push');
}
