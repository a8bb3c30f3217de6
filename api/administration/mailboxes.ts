import { seal } from '../../config/secret.ts';
import { audit } from '../../db/audit.ts';
import { announce } from '../../db/changes.ts';
import type { Trx } from '../../db/client.ts';
import { insertMailbox, mailboxHealth, type MailboxHealth, updateMailbox } from '../../db/mailbox-admin.ts';
import { ProblemError } from '../problems.ts';
import type { Handlers } from '../route.ts';
import { unlessExists } from '../unless-exists.ts';
import type { mailboxContracts } from './schema.ts';

/** @param secretKey seals the passwords: nobody reads them again but the worker. */
export const mailboxHandlers = (secretKey: string): Handlers<typeof mailboxContracts> => ({
  'GET /api/mailboxes': async ({ trx }) => ({ items: await mailboxHealth(trx) }),

  'POST /api/mailboxes': async ({ trx, account, body }) => {
    const { password, folder = 'INBOX', ...fields } = body;
    const id = await unlessExists(() => insertMailbox(trx, { ...fields, folder, secret: seal(secretKey, password) }));
    await audit(trx, { account: account.id, action: 'created', entity: 'mailbox', id });
    await announce(trx, [{ entity: 'mailbox', id }]);
    return one(trx, id);
  },

  'PATCH /api/mailboxes/:id': async ({ trx, account, params, body }) => {
    const { password, ...fields } = body;
    const secret = password === undefined ? {} : { secret: seal(secretKey, password) };
    if (!(await updateMailbox(trx, params.id, { ...fields, ...secret }))) throw new ProblemError('not-found');
    await audit(trx, { account: account.id, action: 'changed', entity: 'mailbox', id: params.id, data: { fields: Object.keys(body) } });
    await announce(trx, [{ entity: 'mailbox', id: params.id }]);
    return one(trx, params.id);
  },
});

async function one(trx: Trx, id: string): Promise<MailboxHealth> {
  const [row] = await mailboxHealth(trx, id);
  if (!row) throw new ProblemError('not-found');
  return row;
}
